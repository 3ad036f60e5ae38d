"""The discount codes of a fake shop: none can be made twice, as Shopify documents (`TAKEN`)."""

from typing import Any

Node = dict[str, Any]


class Discounts:
    """`held` by code; put into a fake with `fake.contract.root.update(discounts.root())`."""

    def __init__(self) -> None:
        self.held: dict[str, Node] = {}

    def root(self) -> Node:
        return {
            "discountCodeBasicCreate": self._make,
            "codeDiscountNodeByCode": lambda _info, code: self.held.get(code),
            "discountCodeDelete": self._delete,
        }

    def _make(self, _info: Any, **asked: Any) -> Node:
        wanted = asked["basicCodeDiscount"]
        code = wanted["code"]
        if code in self.held:
            error = {"field": ["basicCodeDiscount", "code"], "message": "Code must be unique.", "code": "TAKEN"}
            return {"codeDiscountNode": None, "userErrors": [error]}
        self.held[code] = {
            "id": f"gid://shopify/DiscountCodeNode/{len(self.held) + 1}",
            "asked": wanted,
            "codeDiscount": {
                "__typename": "DiscountCodeBasic", "title": wanted["title"], "status": "ACTIVE",
                "usageLimit": wanted["usageLimit"], "asyncUsageCount": 0, "endsAt": wanted["endsAt"],
            },
        }  # fmt: skip
        return {"codeDiscountNode": {"id": self.held[code]["id"]}, "userErrors": []}

    def _delete(self, _info: Any, id: str) -> Node:
        gone = next(code for code, node in self.held.items() if node["id"] == id)
        del self.held[gone]
        return {"deletedCodeDiscountId": id, "userErrors": []}
