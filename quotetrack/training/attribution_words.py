"""Words that augmentation puts in place of others: invented names, and the nouns of other fields than politics."""

from __future__ import annotations

GIVEN = tuple(
    """Aisha Alan Alastair Amara Amit Andrea Anil Anneke Astrid Ayesha Beatriz Bjorn Brigid Callum Carmen Catriona Chen
    Chloe Claire Colin Daniela Declan Deepa Diego Dmitri Edith Eilidh Elena Emeka Emma Erik Esther Fatima Felix
    Fiona Freya Gareth Giulia Graham Gwen Hamid Hannah Haruki Heather Hiroshi Ian Imogen Ingrid Isabel Ivan
    Jamal Jasmine Javier Jens Joanna Jorge Julia Kamal Karen Katarzyna Keiko Kemal Kenji Kirsty Kwame Laila Lars
    Laura Leila Liam Lucia Magnus Mahmoud Malcolm Maria Marta Mateo Mehmet Mei Milan Moira Nadia Naomi Neil
    Niamh Nikolai Noor Olga Omar Oscar Owen Paolo Patricia Pedro Petra Philippa Piotr Priya Rafael Rajesh Ravi
    Rebecca Rhys Rosa Rupert Samira Sandra Sanjay Sebastian Shreya Sian Simon Sofia Stefan Sunita Susan Svetlana
    Tamsin Tariq Tatiana Thabo Tomas Uma Valentina Victor Wei Wendy Xavier Yasmin Yuki Yusuf Zanele Zara""".split()
)
FAMILY = tuple(
    name.replace("_", " ")
    for name in """Abbott Achterberg Adeyemi Aldridge Almeida Andersson Ashworth Bailey Banerjee Barr Becker Bergström
    Bhatt Blackwood Bosch Brannigan Calloway Castellano Chaudhry Chowdhury Costa Crawford Dalgleish Delacroix Desai
    Dimitrov Donnelly Dubois Dunmore Eastwood Eriksen Fairbanks Farouk Ferreira Fitzgerald Fontaine Fraser
    Fujita Gallagher García Ghosh Grabowski Greenhalgh Gupta Haddad Halvorsen Hargreaves Hartmann Hassan
    Hawthorne Hoffmann Holloway Horvat Hughes Ibrahim Iyer Jansen Jørgensen Kaplan Kapoor Kavanagh Kennard
    Keller Kim Kowalski Kuznetsov Larsson Lehtinen Lindqvist Lombardi Lowther MacLeod Mahoney Mbeki Malhotra
    Marchetti Marlowe Mensah Meyer Moreau Morgan Mukherjee Mulligan Nakamura Ndlovu Novak Nowak O'Brien
    O'Connell Oduya Okafor Okonkwo Oliveira Osei Papadakis Park Patel Pemberton Pereira Petrov Pritchard Quigley
    Rahman Rasmussen Redfern Reyes Rinaldi Rossi Rutherford Saito Salinas Schneider Sengupta Shapiro Sinclair
    Singh Sokolov Stafford Sutcliffe Suzuki Takahashi Tanaka Thackeray Tremblay Uddin van_Dijk de_Vries Vasquez
    Virtanen Wagner Walsh Watanabe Weatherby Whitfield Williamson Yamamoto Yıldız Zhang Zielinski""".split()
)
PLACES = tuple(
    place.strip()
    for place in """Aberdeen,
    Accra, Adelaide, Antwerp, Auckland, Bangalore, Barcelona, Belfast, Bergen, Birmingham, Bogotá,
    Bordeaux, Bristol, Brisbane, Brussels, Budapest, Calgary, Cape Town, Cardiff, Chennai, Copenhagen, Cornwall,
    Dakar, Delhi, Devon, Dublin, Durban, Edinburgh, Essex, Frankfurt, Galway, Geneva, Ghent, Glasgow,
    Gothenburg, Halifax, Hamburg, Hanoi, Helsinki, Hong Kong, Istanbul, Jakarta, Johannesburg, Karachi, Kent,
    Kraków, Kyoto, Lagos, Leeds, Leicester, Lima, Lisbon, Liverpool, Lyon, Madrid, Manchester, Manila,
    Marseille, Melbourne, Milan, Montreal, Mumbai, Munich, Nairobi, Naples, Newcastle, New Zealand, Nigeria,
    North Macedonia, Norway, Nottingham, Osaka, Oslo, Ottawa, Oxford, Perth, Portugal, Prague, Queensland,
    Rotterdam, São Paulo, Seoul, Shanghai, Sheffield, Singapore, South Australia, Stockholm, Surrey, Sydney,
    Tasmania, Tokyo, Toronto, Turin, Valencia, Vancouver, Vienna, Wales, Warsaw, Yorkshire, Zambia, Zürich""".split(",")
)
ORGANISATIONS = tuple(
    name.strip()
    for name in """Abbeyfield Hospital,
    Alder Biosciences, Anglian Rail, Arkwright & Sons, Athletics Board, Bank of Ireland,
    Barwell Group, BBC, Beacon Energy, Bluestone Airlines, Border Force, Calder Motors, Central Bank, Chess
    Federation, City Council, Coastguard, Court of Appeal, Crown Office, Delphi Pharma, Department of Health,
    Eastgate United, Environment Agency, European Commission, Fairway Foods, Farmers' Union, Fenwick Systems,
    Football Association, Geological Survey, Greenline, Harbour Authority, Health Service, High Court, Home
    Office, Horizon Software, Institute of Physics, Kestrel Capital, Lakeside Rovers, Lantern Studios, Law
    Society, Maritime Museum, Meridian Insurance, Met Office, Met Police, Ministry of Justice, Nature, Norden
    Shipping, Northern Opera, OECD, Olympic Committee, Opera House, Orchard Technologies, Pacific Steel,
    Players' Association, Polar Institute, Quayside Theatre, Red Cross, Reuters, Riverside Trust, Royal College
    of Nursing, Sapphire Telecom, Space Agency, Steelworkers' Union, Supreme Court, Teachers' Federation, The
    Gazette, Treasury, Trinity College, UEFA, UNESCO, University of Leeds, Valley Water, Vertex Mining, Water
    Board, WHO, World Bank, Zenith Electric""".split(",")
)
# each row names one thing of politics and its counterparts in business, courts, science, sport and the arts
COUNTERPARTS = {
    noun: tuple(other.split())
    for noun, other in {
        "senator": "judge professor captain director coach analyst surgeon",
        "congressman": "barrister scientist striker banker inspector composer",
        "governor": "chairman prosecutor headteacher manager commissioner",
        "candidate": "applicant defendant contender player researcher bidder",
        "candidates": "applicants defendants contenders players researchers bidders",
        "nominee": "finalist appointee champion winner bidder",
        "campaign": "company team study trial inquiry club charity",
        "campaigns": "companies teams studies trials clubs charities",
        "election": "merger tournament trial season exhibition auction",
        "elections": "mergers tournaments trials exhibitions auctions",
        "primary": "final hearing launch audit",
        "voter": "customer patient shareholder juror fan pupil",
        "voters": "customers patients shareholders jurors fans pupils residents",
        "voting": "trading training testing bidding",
        "delegate": "investor referee curator",
        "delegates": "investors referees curators",
        "party": "firm club laboratory orchestra union",
        "policy": "strategy method design contract",
        "policies": "strategies methods designs contracts",
        "poll": "survey study audit forecast",
        "polls": "surveys studies audits forecasts",
        "pollster": "economist epidemiologist statistician",
        "president": "chairman manager director captain dean",
        "republican": "private regional",
        "democratic": "public national",
        "republicans": "engineers doctors investors farmers",
        "democrats": "nurses teachers lenders growers",
        "conservatives": "economists physicians managers",
        "liberals": "academics clinicians producers",
        "lawmakers": "regulators surgeons players trustees",
        "immigration": "inflation doping pollution housing",
        "immigrants": "tenants suppliers students volunteers",
        "terrorism": "fraud malaria flooding",
        "debate": "match trial concert conference",
        "rally": "match ceremony premiere meeting",
        "spokesman": "spokesperson lawyer agent manager",
        "spokeswoman": "spokesperson lawyer agent manager",
        "strategist": "economist engineer trainer solicitor",
        "tax": "rent dose fee",
        "taxes": "rents doses fees",
        "legislation": "research evidence equipment",
        "bill": "contract vaccine prototype",
        "ballot": "shortlist sample",
        "presidential": "commercial clinical annual national",
        "politics": "business science sport medicine",
        "political": "financial medical legal technical",
    }.items()
}
MONTHS = ("Jan.", "February", "March", "April", "May", "June", "July", "Aug.", "September", "Oct.", "November", "Dec.")
AGENCIES = ("Reuters", "AP", "AFP", "PA", "dpa", "BUSINESS WIRE")


def _pairs(words: str) -> tuple[tuple[str, str], ...]:
    return tuple((past, present) for past, present in (pair.split("/") for pair in words.split()))


# past and present of verbs that take a clause or a quotation, and of those that take a quotation alone
VERBS = _pairs(
    """added/adds alleged/alleges argued/argues asserted/asserts believed/believes boasted/boasts
    cautioned/cautions claimed/claims complained/complains conceded/concedes concluded/concludes confirmed/confirms
    contended/contends declared/declares emphasized/emphasizes estimated/estimates explained/explains feared/fears
    insisted/insists joked/jokes lamented/laments maintained/maintains noted/notes predicted/predicts quipped/quips
    reckoned/reckons recalled/recalls remarked/remarks reported/reports responded/responds stated/states
    stressed/stresses suggested/suggests testified/testifies tweeted/tweets vowed/vows warned/warns
    wrote/writes"""
)
QUOTING_VERBS = _pairs(
    """asked/asks continued/continues cried/cries fumed/fumes laughed/laughs posted/posts replied/replies
    shouted/shouts sighed/sighs texted/texts thundered/thunders"""
)
