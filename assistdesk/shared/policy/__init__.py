"""Marketplace packs: what a marketplace says, times and routes, as data.

A pack is a folder of YAML. It is read and checked as a whole (`load_folder`), kept as JSON, and asked by
day (`pack.guide_on(day)`). This part knows no marketplace; it says what a pack may say.
"""
