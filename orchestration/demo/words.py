"""The word lists that names are composed from, by language area; nobody real is meant.

A Chinese word is followed by its spelling in Latin letters, which mail addresses need.
"""

from typing import NamedTuple


class Tongue(NamedTuple):
    """Words of one language area. Each kind of company comes with its industry.

    `buyer` is the mailbox of a purchasing department.
    """

    kinds: tuple[tuple[str, str], ...]
    cores: tuple[str, ...]
    endings: tuple[str, ...]
    first: tuple[str, ...]
    last: tuple[str, ...]
    mail: tuple[str, ...]
    buyer: str


GERMAN = Tongue(
    kinds=(("Hotel", "Hospitality"), ("Café", "Hospitality"), ("Bäckerei", "Food retail"),
           ("Restaurant", "Hospitality"), ("Kontor", "Offices"), ("Kanzlei", "Offices"),
           ("Autohaus", "Automotive"), ("Klinik", "Health"), ("Rösterei", "Coffee trade"),
           ("Werkstatt", "Machine service")),
    cores=("Adlerblick", "Morgenrot", "Seeufer", "Lindenhof", "Nordstern", "Bergkristall",
           "Silberbach", "Fährhaus", "Kastanie", "Weitblick", "Sonnentor", "Mühlengrund",
           "Alte Post", "Rosengarten", "Hafenlicht", "Waldkauz", "Kornblume", "Steinbock",
           "Eichenhain", "Brückenkopf", "Tannengrün", "Goldanker", "Feldmark", "Zeitlos"),
    endings=("GmbH", "GmbH & Co. KG", "KG", "e.K.", "AG"),
    first=("Anna", "Lukas", "Marie", "Jonas", "Lena", "Felix", "Sophie", "Paul", "Clara", "Emil",
           "Greta", "Moritz", "Ida", "Anton", "Jürgen", "Käthe", "Björn", "Heike"),
    last=("Weber", "Schäfer", "Köhler", "Brandt", "Vogel", "Krüger", "Lorenz", "Seidel", "Hübner",
          "Arndt", "Ziegler", "Böhme", "Franke", "Winkler", "Thiele", "Kuhn", "Pohl"),
    mail=("gmx.de", "web.de", "gmail.com", "t-online.de"),
    buyer="einkauf",
)  # fmt: skip
WESTERN = Tongue(
    kinds=(("Hôtel", "Hospitality"), ("Café", "Hospitality"), ("Brasserie", "Hospitality"),
           ("Trattoria", "Hospitality"), ("Bakkerij", "Food retail"), ("Atelier", "Offices"),
           ("Kantoor", "Offices"), ("Torrefazione", "Coffee trade")),
    cores=("Belle Rive", "Zonnebloem", "Mont Clair", "Valverde", "Oude Haven", "Bonacqua",
           "Clairval", "Molenwijk", "San Tomaso", "Petit Pont", "Groenveld", "Lago Blu",
           "Beauséjour", "Duinrand", "Terranova", "Vieux Port"),
    endings=("B.V.", "SARL", "S.r.l.", "SAS"),
    first=("Camille", "Daan", "Giulia", "Louis", "Fleur", "Marco", "Élise", "Sven", "Chiara",
           "Hugo", "Noor", "Luca", "Inès", "Bram"),
    last=("Dubois", "de Vries", "Ricci", "Laurent", "Jansen", "Conti", "Mercier", "Bakker",
          "Moretti", "Girard", "Visser", "Galli", "Lefèvre"),
    mail=("gmail.com", "orange.fr", "outlook.com", "libero.it"),
    buyer="info",
)  # fmt: skip
BRITISH = Tongue(
    kinds=(("Coffee House", "Hospitality"), ("Hotel", "Hospitality"), ("Tea Rooms", "Hospitality"),
           ("Bakery", "Food retail"), ("Studios", "Offices"), ("Solicitors", "Offices"),
           ("Surgery", "Health"), ("Roasters", "Coffee trade")),
    cores=("Foxglove", "Harbour Row", "Old Mill", "Kingfisher", "Lantern", "Copper Lane", "Marlow",
           "Thistle", "Larkfield", "Stonebridge", "Northgate", "Saltmarsh"),
    endings=("Ltd", "LLP", "plc", "Ltd"),
    first=("Olivia", "Harry", "Grace", "Oliver", "Hannah", "Isla", "Ruby", "Freya", "Alfie"),
    last=("Turner", "Bennett", "Hayes", "Walsh", "Doyle", "Ellis", "Hudson", "Marsh", "Whitaker",
          "Lowe", "Barlow"),
    mail=("gmail.com", "outlook.com", "yahoo.com", "icloud.com"),
    buyer="purchasing",
)  # fmt: skip
AMERICAN = Tongue(
    kinds=(("Coffee Co.", "Hospitality"), ("Diner", "Hospitality"), ("Bakehouse", "Food retail"),
           ("Partners", "Offices"), ("Clinic", "Health"), ("Trading", "Coffee trade"),
           ("Inn", "Hospitality")),
    cores=("Blue Mesa", "Cedar Creek", "Granite Bay", "Red Barn", "Willowbrook", "Summit",
           "Juniper", "Pinewood", "Prairie Star", "Silver Lake", "Canyon Rim", "Maple Grove"),
    endings=("LLC", "Inc.", "LLC"),
    first=("Emma", "Mason", "Ethan", "Logan", "Caleb", "Wyatt", "Harper", "Savannah", "Tyler",
           "Brooke", "Madison"),
    last=("Foster", "Parker", "Carver", "Sullivan", "Brooks", "Coleman", "Jenkins", "Hayward",
          "Monroe", "Griffin", "Tucker", "Sawyer"),
    mail=("gmail.com", "outlook.com", "yahoo.com", "icloud.com"),
    buyer="ap",
)  # fmt: skip
CHINESE = Tongue(
    kinds=(("咖啡 kafei", "Hospitality"), ("酒店 jiudian", "Hospitality"),
           ("商务 shangwu", "Offices"), ("贸易 maoyi", "Coffee trade"),
           ("烘焙 hongbei", "Food retail")),
    cores=("云栖 yunqi", "晨光 chenguang", "海棠 haitang", "青竹 qingzhu", "远山 yuanshan",
           "明月 mingyue", "长风 changfeng", "锦程 jincheng", "东篱 dongli", "星河 xinghe"),
    endings=("有限公司", "股份有限公司"),
    first=("芳 fang", "伟 wei", "静 jing", "强 qiang", "敏 min", "磊 lei", "婷 ting", "军 jun",
           "雪 xue", "浩 hao", "梓涵 zihan", "宇轩 yuxuan"),
    last=("王 wang", "李 li", "张 zhang", "刘 liu", "陈 chen", "杨 yang", "赵 zhao", "黄 huang",
          "周 zhou", "吴 wu", "徐 xu"),
    mail=("qq.com", "163.com", "126.com"),
    buyer="caigou",
)  # fmt: skip
TONGUES = (GERMAN, WESTERN, BRITISH, AMERICAN, CHINESE)
