"""Relate: what belongs together over several reports, kept in derived tables that can be made again at will.

A new kind of relation is a module here with a `Maker` (relation.py) and a line in `kinds.MAKERS`. Its maker is handed the
reports that came or changed, and gives back rows: which report, or which row of a layer in it, belongs to which cluster.
All else is done for it: finding out what changed, dropping what no longer holds, writing in one transaction, forgetting.
Rules: no words in a row's data (spans or row ids instead: words stand once), and no decision of a person goes in; rows of
a layer are read with `as_read=True`, and the questions lay decisions over the rows they show.
"""
