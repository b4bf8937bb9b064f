"""What pages share: figures, tables, filters and words; knows no SQL and no workbooks."""
