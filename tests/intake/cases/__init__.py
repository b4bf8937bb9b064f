"""The messy workbooks, each with the reading that a careful person gives it, written down by hand.

A case is a function that builds the workbook and gives the reading: register, month, tables as (table, sheet,
heading row, rows), values of columns as `read` writes them, and all errors and warnings as (level, cell,
column). `refused` names words of the one sentence that a refusal must hold.
"""

from tests.intake.cases import applications, cells, formats, headings, layout, registers, rules, status
from tests.intake.cases.making import CASES

__all__ = ["CASES", "applications", "cells", "formats", "headings", "layout", "registers", "rules", "status"]
