"""The reader of order folders, apart from the command that uses it."""

from datetime import date

import pytest

from learning.order_files import Unreadable, read_orders

HEADER = "order_no,customer_id,ordered_at,kind,total_eur\n"


def read(folder, text, name="my_orders.csv"):
    (folder / name).write_text(text, encoding="utf-8")
    return read_orders(folder)


def test_labels_are_the_customers_in_order_of_their_names(tmp_path):
    orders = read(tmp_path, HEADER + "1,b,2024-01-01,sale,5\n2,a,2024-01-02,sale,7\n3,b,2024-01-03,sale,9\n")
    assert orders.names == ["a", "b"]
    assert orders.purchases.customer.tolist() == [1, 0, 1]
    assert orders.purchases.amount.tolist() == [5, 7, 9]


def test_days_are_calendar_days_whatever_the_time_of_day(tmp_path):
    orders = read(
        tmp_path,
        HEADER + "1,a,2024-03-01,sale,5\n2,a,2024-03-01T23:59,sale,5\n3,a,2024-03-01 00:00:01,sale,5\n",
    )
    assert set(orders.purchases.day.tolist()) == {date(2024, 3, 1).toordinal()}


def test_a_return_is_negative_whichever_sign_the_file_uses(tmp_path):
    orders = read(tmp_path, HEADER + "1,a,2024-01-01,return,5\n2,a,2024-01-02,return,-7\n3,a,2024-01-03,sale,9\n")
    assert orders.purchases.amount.tolist() == [-5, -7, 9]


def test_columns_may_stand_in_any_order_beside_others(tmp_path):
    text = "kind,note,total_mad,customer_id,ordered_at,order_no\nsale,hi,5,a,2024-01-01,1\n"
    assert read(tmp_path, text).purchases.amount.tolist() == [5]


def test_order_lines_are_not_mistaken_for_orders(tmp_path):
    (tmp_path / "my_order_lines.csv").write_text("order_no,sku\n")
    assert len(read(tmp_path, HEADER + "1,a,2024-01-01,sale,5\n").names) == 1


def test_customer_ids_keep_their_zeros_and_lose_their_blanks(tmp_path):
    orders = read(tmp_path, HEADER + "1, 007 ,2024-01-01,sale,5\n2,007,2024-01-02,sale,5\n")
    assert orders.names == ["007"]


def test_left_out_orders_are_counted(tmp_path):
    orders = read(tmp_path, HEADER + "1,a,2024-01-01,sale,5\n2,,2024-01-01,sale,5\n1,a,2024-01-01,sale,5\n")
    assert (orders.without_customer, orders.repeated, len(orders.purchases.day)) == (1, 1, 1)


def test_the_line_of_an_error_is_that_of_the_file_even_after_a_quoted_line_break(tmp_path):
    with pytest.raises(Unreadable, match="line 4: the total is 'x'"):
        read(tmp_path, HEADER + '1,"a\nb",2024-01-01,sale,5\n2,a,2024-01-02,sale,x\n')


def test_a_file_instead_of_a_folder_is_refused(tmp_path):
    read(tmp_path, HEADER + "1,a,2024-01-01,sale,5\n")
    with pytest.raises(Unreadable, match="Give the folder"):
        read_orders(tmp_path / "my_orders.csv")


def test_a_folder_named_like_the_file_is_an_error_with_a_sentence(tmp_path):
    (tmp_path / "x_orders.csv").mkdir()
    with pytest.raises(Unreadable, match="cannot be read as CSV"):
        read_orders(tmp_path)


@pytest.mark.parametrize("row", ["\0,a,2024-01-01,sale,5", "1", ",,,,", '"1,a,2024-01-01,sale,5'])
def test_a_broken_row_is_refused_and_never_guessed(tmp_path, row):
    with pytest.raises(Unreadable):
        read(tmp_path, HEADER + "0,z,2024-01-01,sale\n" + row + "\n")
