"""The meeting: what it must decide (agenda), what it decided, and the month that it closed."""
