"""Other data sets in: ACLED, UCDP GED, GTD, and this project's own CSV.

    file → reading → one format's map_row → places, actors → matching → store or update

A row is a report of its data set, with claims; it stands behind the incident that it surely is, or else
becomes an incident of its own. docs/importing.md says how the codes are mapped.
"""
