"""Formulas and suppositions of a query, and what tables and explanations say of them."""
from decimal import Decimal
from fractions import Fraction

import pytest

import libprogram
from libprogram import Mark, Operation, Query, Step


def test_a_formula_of_the_query_is_an_indicator_of_the_table(filled):
    table = filled.compute(indicators="seized", formulas={"per_case": "100 * seized / cases"}, areas="LC-106", periods="2018-01")
    assert table.ids("indicators") == ("seized", "per_case")
    assert table.cell(indicator="per_case").value == Fraction(150, 7)
    assert table.formula("per_case") == "100 * seized / cases" and table.formula("seized") is None
    assert table.what_if is None
    why = table.explain(indicator="per_case")
    assert (why.operation, why.formula) == (Operation.FORMULA, "100 * seized / cases")
    assert [(step.step, step.operand, step.value) for step in why] == [
        (Step.OPERAND, "seized", Decimal("1.5")), (Step.OPERAND, "cases", Decimal(7))]
    assert why.operand is None and why[0].formula is None


def test_formulas_may_stand_alone(programme, filled):
    alone = Query(programme, formulas={"double": "2 * seized", "half": "seized / 2"}, periods="2018-01", areas="LC-107")
    assert str(alone) == "indicators double = 2 * seized, half = seized / 2; areas LC-107; periods 2018-01"
    assert [cell.value for cell in filled.compute(alone)] == [4, 1]
    assert Query.parse(programme, str(alone)) == alone


def test_values_are_supposed_in_the_query_only(programme, filled):
    supposed = {("seized", programme.areas["LC-107"], "2018-02"): Decimal("0.75"), ("cases", "LC-107", "2018-01"): "missing"}
    asked = Query(programme, indicators=["seized", "cases"], areas="LC-107", periods="2018-01..2018-02", what_if=supposed)
    assert asked == Query(programme, indicators="seized, cases", areas="LC-107", periods="2018-01..2018-02",
                          what_if=["seized@LC-107@2018-02 = 0.75", "cases@LC-107@2018-01 = missing"])
    table = filled.compute(asked)
    cell = table.cell(indicator="seized", period="2018-02")
    assert cell.value == Decimal("0.75") and Mark.WHAT_IF in cell.marks
    assert Mark.WHAT_IF not in table.cell(indicator="seized", period="2018-01").marks
    assert table.cell(indicator="cases", period="2018-01").state == "missing"
    assert table.what_if == "seized@LC-107@2018-02 = 0.750, cases@LC-107@2018-01 = missing"
    assert filled.get("seized", "LC-107", "2018-02") is None and filled.get("cases", "LC-107", "2018-01").number == 0


def test_a_formula_of_the_programme_may_be_supposed(filled):
    table = filled.compute(indicators="rate", areas="LC-106", periods="2018-01", what_if="rate = seized / cases")
    assert table.cell().value == Fraction(3, 14) and table.what_if == "rate = seized / cases"
    assert filled.compute(indicators="rate", areas="LC-106", periods="2018-01").cell().value == Fraction(150, 7)


def test_formulas_and_values_are_supposed_together(filled):
    table = filled.compute(indicators="rate", areas="LC-106", periods="2018-01", formulas={"rate": "seized / cases"},
                           what_if={("cases", "LC-106", "2018-01"): 3})
    assert table.cell().value == Fraction(1, 2)


@pytest.mark.parametrize("given, error", [
    ({"formulas": {"x": "100 * nothing"}}, libprogram.NotFoundError),
    ({"formulas": {"x": "100 *"}}, libprogram.ParseError),
    ({"what_if": {("seized", "LC-107", "2018-02"): "0.1234"}}, libprogram.SchemaError),
    ({"what_if": {("seized", "LC-107", "2018-02"): 0.5}}, TypeError),
    ({"what_if": {("seized", "Nowhere", "2018-02"): 1}}, libprogram.NotFoundError),
    ({}, libprogram.Error),
])
def test_what_cannot_be_supposed_is_refused(programme, given, error):
    with pytest.raises(error):
        Query(programme, periods="2018-01", indicators=() if not given else "seized", **given)
