"""Rows by the million: a made-up city from the definitions, loaded by several processes through
COPY, and the same whether it was interrupted or not."""
