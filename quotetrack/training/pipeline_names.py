"""Words to make names from: given names and surnames of many languages, places, trades, organisations.

Written for this recipe, but for the longer lists of names, which come from Faker. They replace the names in the
training texts, so that the network learns where a name stands and what it looks like rather than who was in the news
that year.
"""

from __future__ import annotations

import random
from collections.abc import Iterable
from functools import cache
from importlib import import_module

from quotetrack.errors import MissingExtraError

# the languages of Faker (MIT licence) that write names in Latin letters
LOCALES = tuple(
    """en_US en_GB en_IN en_NZ en_IE de_DE fr_FR es_ES es_MX es_CO it_IT pt_BR pt_PT nl_NL pl_PL cs_CZ sk_SK sl_SI hr_HR
    sv_SE da_DK no_NO fi_FI et_EE lv_LV lt_LT tr_TR ro_RO hu_HU id_ID az_AZ sw yo_NG zu_ZA ha_NG en_KE tw_GH""".split()
)
TITLES = frozenset(
    """president vice prime minister mr. mr mrs. mrs ms. ms dr. dr professor prof. prof senator sen. sen rep. rep
    representative congressman congresswoman governor gov. gov mayor judge justice chief general gen. colonel
    col. lieutenant lt. captain capt. major maj. sergeant sgt. admiral commander king queen prince princess
    sultan emir pope cardinal archbishop bishop father rev. reverend rabbi imam sheikh sheik ayatollah cleric
    lord lady sir dame secretary chancellor premier ambassador envoy spokesman spokeswoman spokesperson chairman
    chairwoman chairperson director coach attorney officer deputy former acting foreign defense defence interior
    finance treasury state leader miss madam master emperor empress duke duchess earl count countess baron saint
    brother sister brigadier inspector constable detective superintendent dean provost sheriff marshal nurse
    leader candidate presidential opposition party member lawmaker analyst official reporter correspondent
    author economist historian activist actor actress singer u.s. u.n. ceo""".split()
)

GIVEN = tuple(
    """Adam Adriana Agnes Ahmed Aisha Aiko Akira Alan Alejandra Alexei Alice Alicia Amara Amina Amir Ana Andrea Andrei
    Andrew Angela Anita Anna Anthony Antonio Arjun Astrid Ayumi Barbara Beatriz Ben Benjamin Bill Blessing Boris
    Brian Bridget Bruno Camille Carl Carla Carlos Carmen Caroline Catherine Charles Chen Chiara Chinedu Chloe
    Christian Claire Claudia Clara Colin Dagmar Daniel Daniela David Deepak Deborah Denise Diana Diego Dmitri
    Dolores Donna Dorothy Eduardo Edward Eileen Elena Eleni Elizabeth Ellen Emeka Emily Emma Enrique Eric Erika
    Esther Eva Fatima Felix Fernando Fiona Florence Francesca Francois Frank Frederic Gabriel Gabriela Galina Gareth
    George Georgios Gerald Giovanni Giulia Gloria Grace Graham Greta Guillermo Gunnar Haruki Hassan Heather Helen
    Helga Henrik Henry Hiroko Ibrahim Igor Ines Ingrid Irina Isaac Isabel Ivan Jack Jacob Jacques James Jamila Jan
    Jane Janet Javier Jean Jennifer Jessica Jin Joan Joaquin Johan John Jonas Jorge Jose Joseph Joshua Joyce Juan
    Julia Julian Julie Kamal Karen Karim Karl Katarina Kate Kavita Keiko Keith Kelechi Kenneth Kevin Khadija Kim
    Klaus Kofi Kwame Lakshmi Larissa Larry Lars Laura Lauren Layla Leila Leon Leonardo Lena Liam Linda Ling Lisa
    Lorenzo Louise Lucas Lucia Luis Luz Magnus Mahmoud Malik Manuel Marcel Marco Margaret Maria Marie Marina Mario
    Mark Markus Martha Martin Mary Matteo Matthew Mehmet Mei Melissa Miguel Mihai Mikhail Milan Ming Miriam Mohamed
    Monica Mustafa Nadia Naomi Natalia Nathan Neil Nelson Nguyen Nicole Nikolai Nina Noah Noor Nora Olga Oliver
    Olivia Omar Oscar Pablo Pamela Patricia Patrick Paul Paula Pavel Pedro Peter Petra Philip Pierre Piotr Priya
    Rachel Rafael Rahul Raj Ramon Rania Raul Rebecca Renata Ricardo Richard Rita Robert Roberto Rodrigo Roger Rosa
    Rowan Ruth Ryan Sabine Said Salma Samira Samuel Sandra Sanjay Sara Satoshi Scott Sean Sergei Sergio Shirin
    Silvia Simon Sofia Stefan Stella Stephen Steven Sunita Susan Svetlana Sven Takeshi Tamara Tanya Tariq Teresa
    Thabo Theresa Thomas Tim Tomas Tony Ursula Valentina Vanessa Vera Victor Victoria Viktor Vincent Virginia
    Vladimir Walter Wei William Xavier Yasmin Yolanda Yuki Yuri Yusuf Zainab Zoltan""".split()
)

SURNAMES = tuple(
    """Abbott Abdullah Abe Acheampong Adams Adeyemi Agarwal Aguilar Ahmed Akhtar Alexander Allen Almeida Alvarez Amadi
    Andersen Anderson Andrade Aoki Arnold Asante Bailey Baker Bakker Banerjee Barnes Barros Bauer Becker Bell
    Bennett Berg Bergman Bernard Bianchi Blair Boateng Bondarenko Borg Boucher Bradley Braun Brooks Brown Bruno
    Burke Burns Butler Byrne Cabrera Campbell Campos Cardoso Carlson Carroll Carter Castillo Castro Chan Chandra
    Chang Chapman Chavez Cheng Chen Chowdhury Clark Cohen Coleman Collins Conti Cook Cooper Costa Cox Crawford Cruz
    Cunningham Dahl Dalton Das Davies Davis Delgado Demir Diaz Dixon Dogan Dubois Duncan Dupont Duran Edwards Ellis
    Eriksson Espinoza Evans Fernandes Fernandez Ferrari Ferreira Fischer Fisher Fitzgerald Fleming Flores Fontaine
    Forde Foster Fournier Fox Franco Fraser Freeman Friedman Fuentes Fujita Gallagher Garcia Gardner Gibson Goldberg
    Gomez Gonzalez Goodwin Gordon Graham Grant Gray Greene Griffin Guerrero Gupta Gutierrez Haas Haddad Hale
    Hamilton Hansen Harper Harris Hart Hashimoto Hassan Hayes Henderson Hernandez Herrera Hicks Hoffman Holm Horvath
    Howard Huang Hughes Hussein Ibrahim Iglesias Ito Ivanova Jackson Jacobs Jansen Jenkins Jensen Jimenez Johansson
    Johnston Jones Jung Kane Kapoor Kaplan Kaur Kaya Keller Kelly Kennedy Khan Kim Klein Kobayashi Kovac Kowalski
    Kozlov Kruger Kumar Kuznetsov Laine Lambert Lang Larsen Laurent Lawrence Lee Leroy Levy Lewis Lindqvist Liu
    Lopez Lowe Lund Lynch MacDonald Mahmoud Maier Malhotra Marino Marsh Marshall Martins Mason Matsumoto Mazur Mbeki
    McCarthy McDonald McGrath McKenna Medina Mehta Mendes Mendoza Meyer Michel Mills Mishra Mitchell Molina Moore
    Morales Moreau Moreno Moretti Morgan Moyo Muller Murphy Murray Nakamura Navarro Ndiaye Nelson Neumann Nikolaidis
    Nilsson Novak Nowak Nunes Nunez Nwosu Nyberg Obi Ochoa Odhiambo Okafor Olsen O'Connor O'Neill Ortega Ortiz Osman
    Otieno Owens Ozturk Palmer Papadopoulos Park Parker Patel Patterson Pereira Perez Perry Petersen Petrova Pham
    Phillips Popescu Porter Powell Price Qureshi Quinn Rahman Ramirez Ramos Rao Reed Reid Reyes Reynolds Ricci
    Richter Rivera Roberts Robinson Rocha Rodrigues Rojas Romano Romero Rosen Ross Roux Russo Ryan Saito Salazar
    Saleh Sanchez Sanders Santos Sato Schneider Schroeder Schulz Schwartz Scott Sharma Shaw Shevchenko Shimizu
    Siddiqui Silva Singh Soto Sousa Spencer Stein Stevens Stewart Stone Sullivan Suzuki Svensson Takahashi Tan
    Tanaka Taylor Thompson Torres Tran Tucker Turner Vargas Vasquez Vega Virtanen Vogel Volkov Wagner Walsh Wang
    Ward Watanabe Watson Weber Weiss Wells West White Wilson Wolf Wong Wood Wright Wu Yamamoto Yang Yilmaz Yoon
    Young Zhang Zhao Zhou Ziegler Zimmerman""".split()
)

PLACES = tuple(
    name.replace("_", " ")
    for name in """Aberdeen Accra Adelaide Aleppo Algeria Ankara Antwerp Arizona Athens Austin Austria Baghdad Bali
    Bangkok Barcelona Basel Bavaria Beirut Belfast Belgium Bergen Berlin Bogota Bolivia Bordeaux Boston
    Bosnia Brazil Brisbane Bristol Brussels Budapest Buenos_Aires Bulgaria Cairo Calgary California
    Cambodia Canada Cape_Town Caracas Cardiff Chad Chile Colombia Cologne Congo Copenhagen Croatia
    Cyprus Dakar Dallas Damascus Delhi Denmark Denver Detroit Dhaka Dresden Dublin Dubai East_Timor
    Ecuador Edinburgh Egypt El_Salvador Essex Estonia Ethiopia Finland Florence Florida Geneva Georgia
    Germany Ghana Glasgow Granada Greece Guatemala Hamburg Hanoi Havana Hawaii Helsinki Hong_Kong
    Houston Hungary Iceland Idaho Illinois India Indonesia Iowa Ireland Istanbul Italy Ivory_Coast
    Jakarta Jamaica Japan Jerusalem Jordan Kabul Kansas Karachi Kazakhstan Kent Kenya Kiev Kuwait Lagos
    Lahore Latvia Lebanon Leeds Liberia Libya Lima Lisbon Lithuania Liverpool London Los_Angeles Lyon
    Madrid Malaysia Mali Malta Manchester Manila Marseille Melbourne Mexico Miami Michigan Milan
    Minnesota Minsk Montana Montreal Morocco Moscow Mumbai Munich Nairobi Naples Nepal Nevada New_Delhi
    New_Jersey New_York New_Zealand Niger Nigeria North_Carolina Norway Ohio Oklahoma Oman Oregon Oslo
    Ottawa Pakistan Palermo Panama Paraguay Paris Perth Peru Phoenix Poland Porto Portugal Prague
    Puerto_Rico Qatar Quebec Quito Riga Rio_de_Janeiro Romania Rome Rwanda San_Diego Santiago Sao_Paulo
    Sarajevo Saudi_Arabia Scotland Seattle Senegal Seoul Serbia Seville Shanghai Siberia Sicily
    Singapore Slovakia Slovenia Somalia South_Africa South_Korea Spain Sri_Lanka St._Petersburg
    Stockholm Sudan Sweden Switzerland Sydney Syria Taipei Taiwan Tanzania Tehran Tel_Aviv Texas
    Thailand Tokyo Toronto Tripoli Tunisia Turin Turkey Uganda Ukraine Uruguay Utah Valencia Vancouver
    Venezuela Venice Vermont Vienna Vietnam Virginia Wales Warsaw Yemen Yorkshire Zagreb Zambia Zimbabwe
    Zurich
    """.split()
)
NATIONALITIES = tuple(
    """Afghan African Albanian Algerian American Arab Argentine Armenian Asian Australian Austrian Belgian Bosnian
    Brazilian British Bulgarian Cambodian Canadian Chilean Chinese Colombian Croatian Cuban Czech Danish Dutch
    Egyptian English Estonian Ethiopian European Filipino Finnish French Georgian German Ghanaian Greek Haitian
    Hungarian Indian Indonesian Iranian Iraqi Irish Israeli Italian Jamaican Japanese Jordanian Kenyan Korean
    Kurdish Kuwaiti Latvian Lebanese Libyan Lithuanian Malaysian Mexican Mongolian Moroccan Nepalese Nigerian
    Norwegian Pakistani Palestinian Peruvian Polish Portuguese Romanian Russian Saudi Scottish Serbian Somali
    Spanish Sudanese Swedish Swiss Syrian Taiwanese Thai Tunisian Turkish Ugandan Ukrainian Venezuelan
    Vietnamese Welsh Yemeni Zimbabwean""".split()
)
FIELDS = tuple(
    """Agriculture Commerce Culture Defence Education Energy Environment Finance Health Housing Immigration Industry
    Interior Justice Labour Science Security Trade Transport Tourism""".split()
)
BODIES = tuple(
    """Agency Alliance Association Authority Board Bureau Center Centre Coalition Commission Committee Congress Council
    Court Federation Forum Foundation Fund Initiative Institute League Network Organization Service Society Trust
    Union""".split()
)
TRADES = tuple(
    """Airlines Airways Automotive Bank Biotech Brewery Capital Chemicals Communications Construction Electronics
    Energy Engineering Entertainment Foods Holdings Industries Insurance Logistics Media Mining Motors Oil Partners
    Pharmaceuticals Pictures Publishing Records Semiconductors Shipping Software Steel Systems Technologies Telecom
    Textiles""".split()
)
LEGAL = ("Inc.", "Corp.", "Ltd.", "Co.", "Group", "AG", "PLC", "LLC", "SA")
PRESS = tuple(
    "Chronicle Courier Daily Gazette Guardian Herald Journal Mail News Observer Post Star Times Tribune".split()
)
CLUBS = tuple("Athletic City Eagles Lions Rangers Rovers Sharks Stars Tigers United Warriors".split())
ADJECTIVES = tuple(
    "Central Democratic Federal Global International National New Northern Royal Social United World".split()
)
CAUSES = tuple(
    """Aid Cancer Children Consumer Democratic Development Doctors Economic Football Freedom Green Health Human Labour
    Liberal Monetary Nurses Olympic People Policy Press Research Rights Space Teachers Veterans Water Wildlife Women
    Workers""".split()
)
SOUNDS = ("b br d dr f g gr h j k kr l m n p r s sh st t tr v w y z".split(), "a e i o u ai ei ou ia".split())
TAILS = {
    "given": ("", "n", "l", "r", "na", "ra", "mi", "s", "th"),
    "surname": (
        "ov",
        "ski",
        "son",
        "ez",
        "ini",
        "ak",
        "wala",
        "man",
        "shi",
        "enko",
        "ou",
        "sen",
        "ic",
        "ard",
        "ng",
        "ke",
    ),
    "place": (
        "ville",
        "burg",
        "stan",
        "ton",
        "grad",
        "pur",
        "abad",
        "ford",
        "nia",
        "ria",
        "heim",
        "castle",
        "mouth",
        "ka",
    ),
    "brand": ("ex", "on", "ix", "tech", "soft", "co", "ia", "ly", "era", "is"),
}


@cache
def collected(kind: str) -> tuple[str, ...]:
    """Return the given names (kind "first") or surnames ("last") of Faker's languages, each once, sorted."""
    found: set[str] = set()
    for locale in LOCALES:
        try:
            provider = import_module(f"faker.providers.person.{locale}").Provider
        except ModuleNotFoundError as error:
            if error.name == "faker":
                raise MissingExtraError("train", "making names to learn from") from error
            continue  # a language that this version of Faker lacks
        for attribute in (f"{kind}_names", f"{kind}_names_male", f"{kind}_names_female"):
            names: Iterable[str] = getattr(provider, attribute, ())
            found.update(name for name in names if name.istitle() and name.isalpha() and len(name) > 2)
    return tuple(sorted(found))


def invented(chance: random.Random, kind: str) -> str:
    """Return a pronounceable word that is no known name, with an ending usual in its kind."""
    middle = "".join(chance.choice(part) for _ in range(chance.choice((1, 1, 2))) for part in SOUNDS)
    return (middle + chance.choice(("", "l", "n", "r", "m")) + chance.choice(TAILS[kind])).capitalize()


def given_name(chance: random.Random) -> str:
    """Return a given name, known or invented."""
    source = chance.random()
    if source < 0.15:
        return invented(chance, "given")
    return chance.choice(GIVEN if source < 0.5 else collected("first"))


def surname(chance: random.Random) -> str:
    """Return a surname, known or invented, at times double."""
    if chance.random() < 0.04:
        return f"{chance.choice(SURNAMES)}-{chance.choice(SURNAMES)}"
    source = chance.random()
    if source < 0.2:
        return invented(chance, "surname")
    return chance.choice(SURNAMES if source < 0.5 else collected("last"))


def person(chance: random.Random) -> str:
    """Return a person's name: mostly given name and surname, at times initials, particles or one word."""
    shape = chance.random()
    if shape < 0.12:
        return surname(chance)
    middle = ""
    if shape < 0.22:
        middle = f"{chance.choice('ABCDEFGHJKLMNPRSTVW')}. "
    elif shape < 0.28:
        middle = f"{given_name(chance)} "
    elif shape < 0.34:
        middle = f"{chance.choice(('de', 'van', 'von', 'al', 'bin', 'van der', 'da', 'el', 'de la', 'Abu', 'Ben'))} "
    first = given_name(chance) if chance.random() < 0.95 else f"{chance.choice('ABCDEFGHJKLMNPRST')}."
    return f"{first} {middle}{surname(chance)}{' Jr.' if chance.random() < 0.02 else ''}"


def place(chance: random.Random) -> str:
    """Return the name of a place, known or invented."""
    shape = chance.random()
    if shape < 0.72:
        return chance.choice(PLACES)
    if shape < 0.88:
        return invented(chance, "place")
    kinds = (
        "Island",
        "River",
        "Valley",
        "Bay",
        "Square",
        "Street",
        "Park",
        "Airport",
        "Mountains",
        "County",
        "Province",
    )
    stem = invented(chance, "place") if chance.random() < 0.5 else chance.choice(SURNAMES)
    if shape < 0.92:
        return f"{chance.choice(('Lake', 'Mount', 'Port', 'San', 'Saint', 'North', 'South', 'East', 'West'))} {stem}"
    return f"{stem} {chance.choice(kinds)}"


def organisation(chance: random.Random) -> str:
    """Return the name of a company, public body, club, newspaper, school or party, or an acronym."""
    brand = invented(chance, "brand") if chance.random() < 0.6 else surname(chance)
    makes = (
        lambda: f"{brand} {chance.choice(TRADES)}",
        lambda: f"{brand} {chance.choice(LEGAL)}",
        lambda: f"{brand} {chance.choice(TRADES)} {chance.choice(LEGAL)}",
        lambda: brand,
        lambda: brand,
        lambda: f"{surname(chance)} & {surname(chance)}",
        lambda: f"University of {place(chance)}",
        lambda: f"{place(chance)} {chance.choice(('University', 'College', 'Institute of Technology', 'Hospital'))}",
        lambda: f"{chance.choice(('Ministry', 'Department'))} of {chance.choice(FIELDS)}",
        lambda: f"{chance.choice(FIELDS)} {chance.choice(('Ministry', 'Department'))}",
        lambda: f"{place(chance)} {chance.choice(PRESS)}",
        lambda: f"{place(chance)} {chance.choice(CLUBS)}",
        lambda: f"{chance.choice(ADJECTIVES)} {chance.choice(CAUSES)} {chance.choice(BODIES)}",
        lambda: f"{chance.choice(NATIONALITIES)} {chance.choice(CAUSES)} {chance.choice(BODIES)}",
        lambda: f"{chance.choice(BODIES)} for {chance.choice(CAUSES)} {chance.choice(CAUSES)}",
        lambda: f"{chance.choice(CAUSES)} Party",
        lambda: f"{chance.choice(ADJECTIVES)} {chance.choice(BODIES)}",
        lambda: f"{chance.choice(('Central', 'National', 'First', 'Royal'))} Bank of {place(chance)}",
        lambda: "".join(chance.sample("ABCDEFGHIJKLMNOPRSTUVW", chance.choice((2, 3, 3, 3, 4, 4, 5)))),
        lambda: "".join(chance.sample("ABCDEFGHIJKLMNOPRSTUVW", chance.choice((3, 3, 4)))),
    )
    return chance.choice(makes)()
