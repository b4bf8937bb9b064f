"""From workbook bytes to typed tables and findings; knows no store and no screen."""
