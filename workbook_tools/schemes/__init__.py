"""Councils' rules as data (one TOML file a council) and their loader."""
