"""`manage.py churn_report`: from a folder of orders to risks and to how right they were, without a database."""

import csv
import re
from datetime import date, timedelta
from io import StringIO
from pathlib import Path

import numpy as np
import pytest
from django.core.management import CommandError, call_command

from learning.science import measures
from tests.learning.science.shops import bgnbd_shop

HEADER = "order_no,customer_id,ordered_at,kind,total_gbp\n"
START = date(2010, 12, 1)


def write_orders(folder: Path, text: str, name: str = "shop_orders.csv") -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def shop(tmp_path_factory) -> Path:
    """Four hundred invented customers over a year, with some returns."""
    drawn = bgnbd_shop(400, days=375, seed=31, first_within=250)
    lines = [
        f"{number},C{customer:04},{START + timedelta(days=int(day))}T10:00,sale,{amount:.2f}"
        for number, (customer, day, amount) in enumerate(zip(drawn.customer, drawn.day, drawn.amount, strict=True))
    ]
    lines += [f"R{number},C{number:04},2011-05-02T11:00,return,-5.00" for number in range(0, 400, 9)]
    return write_orders(tmp_path_factory.mktemp("shop"), HEADER + "\n".join(lines) + "\n")


def report(folder: Path, out: Path, **options: str) -> tuple[str, list[dict[str, str]]]:
    """What was printed and what was written."""
    given = {"cutoff": "2011-09-09", "horizon": "91", **options}
    printed = StringIO()
    call_command(
        "churn_report",
        str(folder),
        f"--cutoff={given['cutoff']}",
        f"--horizon={given['horizon']}",
        f"--out={out}",
        stdout=printed,
        stderr=printed,
    )
    with out.open(encoding="utf-8") as file:
        return printed.getvalue(), list(csv.DictReader(file))


@pytest.fixture(scope="module")
def told(shop, tmp_path_factory) -> tuple[str, list[dict[str, str]]]:
    """What the command printed and wrote for the whole shop."""
    return report(shop, tmp_path_factory.mktemp("out") / "scores.csv")


def customers_with_a_sale(shop: Path, since: str, before: str) -> set[str]:
    with (shop / "shop_orders.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["kind"] == "sale"]
    return {row["customer_id"] for row in rows if since <= row["ordered_at"] < before}


def test_everybody_with_a_sale_up_to_the_cutoff_gets_one_risk(shop, told):
    printed, rows = told
    known = customers_with_a_sale(shop, "2010", "2011-09-10")
    assert list(rows[0]) == ["customer_id", "risk"]
    assert [row["customer_id"] for row in rows] == sorted(known)
    assert all(0 <= float(row["risk"]) <= 1 for row in rows)
    assert f"{len(known)} customers scored as of 2011-09-09" in printed


def test_rows_after_the_cutoff_change_no_risk(shop, told, tmp_path):
    lines = (shop / "shop_orders.csv").read_text().splitlines(keepends=True)
    known = [line for line in lines[1:] if line.split(",")[2] < "2011-09-10"]
    cut = write_orders(tmp_path / "cut", lines[0] + "".join(known))
    printed, before = report(cut, tmp_path / "before.csv")
    assert before == told[1]
    assert "Cutoff 2011-09-09" not in printed


def test_the_figures_of_several_cutoffs_are_printed_with_intervals_and_paired_differences(told):
    printed, _rows = told
    cutoffs = re.findall(r"^Cutoff (\S+):", printed, re.MULTILINE)
    assert len(cutoffs) == 6 and cutoffs == sorted(cutoffs) and cutoffs[-1] == "2011-09-09"
    for measure in ("AUC", "Brier", "ECE"):
        assert len(re.findall(rf"^  {measure} +chosen +\d\.\d{{4}}  \[", printed, re.MULTILINE)) == 6
    for model in ("plain BG/NBD", "plain logistic"):
        assert len(re.findall(rf"^  chosen - {model}: AUC [+-]", printed, re.MULTILINE)) == 6


def test_the_printed_figures_are_those_of_the_written_risks(shop, told):
    printed, rows = told
    back = customers_with_a_sale(shop, "2011-09-10", "2011-12-10")
    risk = np.array([float(row["risk"]) for row in rows])
    lapsed = np.array([float(row["customer_id"] not in back) for row in rows])
    last = printed[printed.index("Cutoff 2011-09-09") :]
    assert float(re.search(r"AUC +chosen +(\S+)", last)[1]) == pytest.approx(measures.auc(risk, lapsed), abs=2e-4)
    assert float(re.search(r"Brier +chosen +(\S+)", last)[1]) == pytest.approx(measures.brier(risk, lapsed), abs=2e-4)


def test_a_short_history_says_that_a_rule_of_thumb_was_used(tmp_path):
    folder = write_orders(tmp_path / "in", HEADER + "1,a,2011-01-01,sale,5\n2,b,2011-01-20T09:30,sale,7\n")
    printed, rows = report(folder, tmp_path / "scores.csv", cutoff="2011-01-20")
    assert "rule of thumb" in printed and "not calibrated" in printed
    assert [row["customer_id"] for row in rows] == ["a", "b"]


def test_orders_without_a_customer_and_repeated_ones_are_left_out_and_counted(tmp_path):
    text = HEADER + "1,a,2011-01-01,sale,5\n1,a,2011-01-01,sale,5\n2,,2011-01-02,sale,5\n"
    printed, rows = report(write_orders(tmp_path / "in", text), tmp_path / "o.csv", cutoff="2011-01-02")
    assert "1 orders without a customer left out" in printed and "1 orders repeated left out" in printed
    assert len(rows) == 1


def test_a_spreadsheet_s_byte_order_mark_is_no_obstacle(tmp_path):
    folder = write_orders(tmp_path / "in", "\ufeff" + HEADER + "1,a,2011-01-01,sale,5\n")
    assert report(folder, tmp_path / "o.csv", cutoff="2011-01-01")[1][0]["customer_id"] == "a"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("order_no,customer_id\n1,a\n", "lacks the columns ordered_at, kind, total_"),
        ("", "lacks the columns"),
        (HEADER, "no order with a customer"),
        (HEADER + "1,a,09/09/2011,sale,5\n", "line 2: ordered_at is '09/09/2011'"),
        (HEADER + "1,a,2011-02-30,sale,5\n", "line 2: ordered_at"),
        (HEADER + "1,a,2011-01-01,sale,five\n", "line 2: the total is 'five'"),
        (HEADER + "1,a,2011-01-01,sale,nan\n", "line 2: the total is 'nan'"),
        (HEADER + "1,a,2011-01-01,sale\n", "line 2: the total is None"),
        (HEADER + "1,a,2011-01-01,gift,5\n", "line 2: kind is 'gift'"),
        (HEADER + "1,a,2011-01-01,sale,-5\n", "a sale has the total '-5'"),
    ],
)
def test_a_wrong_file_is_refused_with_the_place_and_the_remedy(tmp_path, text, told):
    with pytest.raises(CommandError, match=re.escape(told)):
        report(write_orders(tmp_path / "in", text), tmp_path / "o.csv", cutoff="2011-01-01")
    assert not (tmp_path / "o.csv").exists()


def test_a_file_in_another_encoding_is_refused(tmp_path):
    folder = write_orders(tmp_path / "in", "")
    (folder / "shop_orders.csv").write_bytes(HEADER.encode() + "1,Zoë,2011-01-01,sale,5\n".encode("latin-1"))
    with pytest.raises(CommandError, match="not UTF-8"):
        report(folder, tmp_path / "o.csv", cutoff="2011-01-01")


def test_a_missing_folder_an_empty_one_and_two_files_are_refused(tmp_path):
    with pytest.raises(CommandError, match="is not a folder"):
        report(tmp_path / "nowhere", tmp_path / "o.csv")
    with pytest.raises(CommandError, match="found: none"):
        report(tmp_path, tmp_path / "o.csv")
    write_orders(tmp_path, HEADER, "a_orders.csv")
    write_orders(tmp_path, HEADER, "b_orders.csv")
    with pytest.raises(CommandError, match=r"found: a_orders\.csv, b_orders\.csv"):
        report(tmp_path, tmp_path / "o.csv")


@pytest.mark.parametrize("cutoff", ["2009-01-01", "2012-06-01"])
def test_a_cutoff_outside_the_orders_is_refused(shop, tmp_path, cutoff):
    with pytest.raises(CommandError, match="Choose a day from 2010-12-"):
        report(shop, tmp_path / "o.csv", cutoff=cutoff)


@pytest.mark.parametrize("horizon", ["0", "-5", "ninety", "1.5", "9999"])
def test_a_horizon_that_is_no_number_of_days_is_refused(shop, tmp_path, horizon):
    with pytest.raises(CommandError, match="whole days from 1 to 3650"):
        report(shop, tmp_path / "o.csv", horizon=horizon)


def test_a_cutoff_that_is_no_date_is_refused(shop, tmp_path):
    with pytest.raises(CommandError, match="is not a date"):
        report(shop, tmp_path / "o.csv", cutoff="9 Sept")


def test_a_result_that_cannot_be_written_is_refused_before_the_work(shop, tmp_path):
    with pytest.raises(CommandError, match="existing folder"):
        report(shop, tmp_path / "nowhere" / "o.csv")
    with pytest.raises(CommandError, match="existing folder"):
        report(shop, tmp_path)


def test_on_a_real_shop_the_chosen_model_is_no_worse_than_the_plain_ones(shared_dir, tmp_path):
    printed, _rows = report(shared_dir / "data", tmp_path / "o.csv")
    windows = printed.split("\nCutoff ")[1:]
    assert len(windows) == 6
    for window in windows:
        assert float(re.search(r"AUC +chosen +(\S+)", window)[1]) > 0.69
        assert float(re.search(r"Brier +chosen +(\S+)", window)[1]) < 0.225
        for differences in re.findall(r"chosen - plain .*", window):
            auc, brier = (re.search(rf"{name} (\S+) \[(\S+), (\S+)\]", differences) for name in ("AUC", "Brier"))
            assert float(auc[3]) > 0 and float(brier[2].rstrip(",")) < 0
