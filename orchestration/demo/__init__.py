"""The demo company: a made-up maker and trader of coffee machines, and the exports it leaves.

Halm & Kessel sells machines, beans, parts and service to companies through sales people, and to
persons through web shops, in Germany and the EU, Britain, the United States and China. The code
invents its three years in blocks of customers (`company`), says which row each system would have
exported when (`history`), and writes the exports: either clean files at any scale (`stream`), or
the small committed drop with all the awkwardness of real exports (`drop`).

Everything is drawn with whole numbers from fixed seeds, so the same call gives the same bytes.
"""
