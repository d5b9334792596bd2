"""The texts of `attribution_frames`: templates of short news sentences, and the words for their slots.

In a template ``<s>`` is a source, ``<q>`` a cue, ``<c>`` a content; a further attribution in it has ``<s2>``, ``<q2>``,
``<c2>`` and so on. ``{Body}`` is a slot, filled with one of `WORDS` or with what articles quote; its first letter
says whether a capital stands there, and a number that it is not filled as before. Edges are PolNeAR's: a colon belongs
to the cue, the comma after an apposition to the source, *as* before a source and who is told something to nothing.
"""

from __future__ import annotations

import re

# sentences that stand in rows: pronouns and bare nouns as subjects, verbs that are cues only sometimes
SHORT = (
    "<s>{They}</s> <q>{advised}</q> <c>{people} {order}</c>.",
    "<s>{They}</s> <q>{pledged}</q> <c>{order}</c>.",
    "<s>{They_many}</s> <q>{predict}</q> <c>{amount}</c>.",
    "<s>{They}</s> <q>{predicted}</q> <c>{amount}</c>.",
    "<s>{They}</s> <q>{denied}</q> <c>{thing}</c>.",
    "<s>{They_many}</s> <q>have {denied}</q> <c>{thing}</c>.",
    "<s>{It}</s> <q>has {denied}</q> <c>{thing}</c>.",
    "<s>{They_many}</s> <q>{want}</q> <c>{claim}</c>.",
    "<s>{It}</s> <q>{wants}</q> <c>{claim}</c>.",
    "<s>{Some}</s> <q>found</q> <c>{thing} {adjective}</c>.",
    "<s>{Some}</s> <q>found</q> <c>it {adjective}</c>.",
    "<s>{Some}</s> <q>called</q> <c>{thing} “{adjective}”</c>.",
    "<s>The {jury}</s> <q>found</q> <c>{person} {guilty}</c>.",
    "<s>{It}</s> <q>puts</q> <c>{sum} at {figure}</c>.",
    "<s>{They_many}</s> <q>put</q> <c>{sum} at {figure}</c>.",
    "<s>{They}</s> <q>blamed</q> <c>{thing}</c>.",
    "<s>{They}</s> <q>{hinted}</q> <c>{amount}</c>.",
    "<s>{They}</s> <q>{knew}</q> <c>{thing} {is_so}</c>.",
    "<c>{They_many}</c> <q>are {expected}</q> <c>to have {done}</c>.",
    "{They} waited outside.",
    "{Filler}",
)
PASSIVES = (
    "<c>{People}</c> {have} <q>been {advised}</q> <c>{order}</c>.",
    "<c>{People}</c> {have} since <q>been {advised}</q> <c>{order}</c>.",
    "<c>{People} in {place}</c> <q>are being {advised}</q> <c>{order}</c>.",
    "<c>{People}</c> <q>were {advised}</q> <c>{order}</c>.",
    "<c>{People}</c> <q>were {advised}</q> <c>{order}</c> by <s>{body}</s>.",
    "{People} <q>were told</q> <c>that {clause}</c>.",
    "<c>{Thing}</c> <q>is {expected}</q> <c>{order}</c>.",
    "<c>{People}</c> <q>are {expected}</q> <c>to have left by noon</c>.",
    "<c>{Person}</c> <q>is {rumoured}</q> <c>to have {done}</c>.",
    "<c>{Person}, {job},</c> <q>is {rumoured}</q> <c>to have {done}</c>.",
    "<q>It {is_understood}</q> <c>that {clause}</c>.",
    "<s>{Person}</s> <q>{is_reported} to have {told}</q> {hearers} <c>that {clause}</c>.",
    "<s>{Role}</s> <q>was quoted as saying</q> <c>that {clause}</c>.",
    "<c>{Clause}</c>, as <s>{person}</s> <q>is said to have {remarked}</q>.",
    "<c>{Amount}</c> <q>had been {foreseen}</q> in {place}.",
)
REPORTS = (
    "<s>{Body}</s> <q>{advised}</q> <c>{people} {order}</c>.",
    "<s>{Body}</s> <q>{pledged}</q> <c>{order}</c>.",
    "<s>{Body}</s> <q>{denied}</q> <c>{thing}</c>.",
    "<s>{Experts}</s> <q>{predict}</q> <c>{amount}</c>.",
    "<s>{Experts}</s> <q>had {predicted}</q> <c>{amount}</c>.",
    "<s>{Experts}</s> <q>now {predict}</q> <c>{amount} in {place}</c>.",
    "<s>{Firm}</s> <q>{forecasts}</q> <c>{sales}</c>, after a weak start to the year.",
    "<s>{Firm}</s> <q>guided {guided}</q> <c>{sales}</c>. {Filler}",
    "{People} <s>who</s> <q>{want}</q> <c>{claim}</c> met in {place} on Sunday.",
    "<s>{Some} in {place}</s>, however, <q>dismissed</q> <c>{thing} as “{adjective}”</c>.",
    "<s>{Experts} at {body}</s> <q>dismissed</q> <c>{thing} as {adjective}</c>.",
    "<s>{Body}</s> <q>recommended</q> <c>three steps: {thing}, {thing2} and {thing3}</c>.",
    "<s>{Person}</s> <q>{listed}</q> <c>three things: {thing}, {thing2} and {thing3}</c>.",
    "<s>{Body}</s> <q>set out its demands:</q> <c>{claim}, {claim2} and {claim3}</c>.",
    "<s>{Person}</s> <q>told</q> {body} <c>that {clause}</c>.",
    "<s>{Person}</s> <q>{made_clear}</q> <c>that {clause}</c>.",
    "<s><s2>{Surname}</s2></s> <q>said</q> <c>{clause}</c>, <q2>{adding}</q2> <c2>that {clause2}</c2>.",
    "<s>{One}</s> <q>{said}</q> <c>{clause}</c>.",
    "<s>Sources close to {person}</s> <q>say</q> <c>{thing} {is_so}</c>.",
    "<s>The letter, signed by {person},</s> <q>says</q> <c>{clause}</c>.",
    "<s>{She}</s> <q>{said}</q> <c>{thing} {is_so}</c>. <s2>{She}</s2> <q2>added</q2> <c2>that {clause}</c2>.",
    "<c>{Clause}</c>, <s>{role}</s> <q>said in a statement</q>.",
    "<c>{Clause}</c>, <s>{body}</s> <q>said</q>, but <s2>{some}</s2> <q2>{doubt}</q2> <c2>{thing}</c2>.",
    "<c>{Thing}</c>, <s>{body}</s> <q>{said}</q>, <c>{is_so}</c>.",
    "<c>{Thing}</c>, <q>{said}</q> <s>{role}</s>, <c>{is_so}</c>.",
    "<s>{Role}</s> <q>refused to say</q> <c>whether {clause}</c>.",
)
CLAUSES = (
    "{Thing}, <c>which</c> <s>{body}</s> <q>{insists}</q> <c>{is_so}</c>, has been a matter of dispute.",
    "{Thing}, <c>which</c> <s>{person}</s> <q>{insists}</q> <c>{is_so}</c>, was not mentioned.",
    "{Thing}, <c>which</c>, <q>according to</q> <s>{body}</s>, <c>{is_so}</c>, went ahead on Monday.",
    "{Thing}, <c>whose cost</c> <s>{body}</s> <q>puts</q> <c>at {figure}</c>, was discussed in {place}.",
    "{Person}, <c>who</c> <s>{body}</s> <q>{insists}</q> <c>{did_so}</c>, could not be reached.",
    "{Person}, <s>whose {lawyer}</s> <q>{says}</q> <c>{clause}</c>, left by a side door.",
)
ACCORDING = (
    "<c>{Clause}</c>, <q>according to</q> <s>{named}</s>.",
    "<c>{Clause}</c>, <q>according to</q> <s>{role}, {person}</s>.",
    "<q>According to</q> <s>{named},</s> <c>{clause}</c>.",
    "<c>{Clause}</c>, <q>{per}</q> <s>{paper}</s>.",
    "<q>{Per}</q> <s>{paper}</s>, <c>{clause}</c>.",
    "<q>In the words of</q> <s>{person}</s>, <c>“{quote}.”</c>",
    "<c>{Thing} is</c>, <q>in the words of</q> <s>{titled}</s>, <c>“{adjective}.”</c>",
    "<c>{Thing} was</c>, in <s>{whose}</s> <q>{own_words}</q>, <c>“{adjective}.”</c>",
    "In <s>{whose}</s> <q>{view}</q>, <c>{thing} {is_so}</c>.",
    "<q>For</q> <s>{person}</s>, <c>{thing} {is_so}</c>.",
    "<q>To</q> <s>{some}</s>, <c>{thing} {is_so}</c>.",
    "As <s>{person}</s> <q>put it:</q> <c>“{quote}.”</c>",
    "As <s>{body}</s> <q>{notes}</q>, <c>{clause}</c>.",
)
HEADLINES = (
    "<c>{Clause}</c>, <s>{panel}</s> <q>{hears}</q>",
    "<c>{Clause}</c>, <s>{bare}</s> <q>{says}</q>",
    "<c>{Clause}</c>, <s>{bare_many}</s> <q>{say}</q>",
    "<c>{Thing} ‘{adjective}’</c><q>:</q> <s>{bare_many}</s>",
    "<c>{Thing} {is_so}</c><q>:</q> <s>{bare}</s>",
    "<s>{Bare}</s> <q>warns</q> {people} <c>that {clause}</c>",
    "<c>{Clause}</c>, <s>{bare_many}</s> <q>warn</q> {people}",
    "<s>{Bare_many}</s> <q>{want}</q> <c>{claim}</c>",
    "<c>{Clause}</c><q>:</q> <s>{surname}</s>",
    "<s>{Surname}</s><q>:</q> <c>{clause}</c>",
    "<s>{Surname}</s> <q>{says}</q> <c>{clause}</c>",
    "<s>{Person}</s><q>:</q> <c>‘{quote}’</c>",
    "<c>‘{quote}’</c><q>:</q> <s>{surname}</s>",
    "<c>‘{quote}’</c><q>:</q> <s>{surname}</s> on {thing}",
    "<c>‘{quote}’</c>, <q>{says}</q> <s>{role}</s>",
)
NOUNS = (
    "<s>{Person}’s</s> <q>answer was</q> <c>that {clause}</c>.",
    "<s>{Whose}</s> <q>{reply} was {blunt}:</q> <c>“{quote}.”</c>",
    "<s>{Whose}</s> <q>{reply} was {blunt}:</q> <c>{no}</c>.",
    "<s>{Whose}</s> <q>message to {people} was {blunt}:</q> <c>{stay}</c>.",
    "<s>{Whose}</s> <q>message to {people}:</q> <c>“{quote}.”</c>",
    "<c>“{quote}.”</c> <q>That was</q> <s>{person}’s</s> <q>{reply}</q>.",
    "<c>“{No}.”</c> <q>That was</q> <s>{whose}</s> <q>{reply}</q>.",
    "<c>“{quote}.”</c> <q>That was the answer</q> <s>{person}</s> <q>gave</q>.",
    "<s>{Whose}</s> <q>{warning}</q> <c>that {clause}</c> {went}.",
    "The <q>{belief}</q> <c>that {clause}</c> is {false}.",
    "The <q>{warning}</q> by <s>{titled}</s> <c>that {clause}</c> {went}.",
    "<s>A {banner}</s> <q>{reading}</q> <c>“{quote}”</c> hung outside {body}.",
    "Outside {body} stood {people} with <s>a {banner}</s> <q>{reading}</q> <c>“{quote}.”</c>",
)
QUOTES = (
    "<c>“{quote},”</c> <q>said</q> <s>{named}</s>.",
    "<c>“{quote},”</c> <q>{shouted}</q> <s>{role}</s>. {Filler}",
    "<c>‘{quote},’</c> <s>{surname}</s> <q>{shouted}</q>.",
    "<s>{Named},</s> <q>said</q> <c>{clause}</c>.",
    "<s>{Named},</s> <q>believes</q> <c>{thing} {is_so}</c>.",
    "<c>{Clause}</c>, <q>{alleged}</q> <s>{titled}</s>.",
    "<c>“{quote},”</c> <q>{alleged}</q> <s>{titled}</s>. {Filler}",
    "<q>{Alleged}</q> <s>{titled}</s>: <c>“{quote}.”</c>",
    "<q>Said</q> <s>{person}</s>: <c>“{quote}.”</c> <q2>Added</q2> <s2>{kin}</s2>: <c2>“{quote2}.”</c2>",
    "<c>“{quote},”</c> <q>said</q> <s>{named}</s>. <q2>{Replied}</q2> <s2>{kin}</s2>: <c2>“{quote2}.”</c2>",
    "<q>Asked</q> <c>whether {clause}</c>, <s2>{role}</s2> <q2>replied:</q2> <c2>“{quote}.”</c2>",
    "<q>When asked</q> <c>if {clause}</c>, <s2>{person}</s2> <q2>{said}</q2> <c2>no</c2>.",
    "<c>“{quote}?”</c> <s>{person}</s> <q>asked</q>.\n\n<c2>“{quote2},”</c2> <s2>{person2}</s2> <q2>said</q2>.",
    "{Person} was less sure. <c2>“{quote}?”</c2> <s2>{she}</s2> <q2>asked</q2>.",
    "<c>“{quote}.”</c> <q>—</q> <s>{named}</s>",
    "<c>“It was,”</c> <s>{she}</s> <q>said</q>, and searched for the word, <c>“{adjective}.”</c>",
    "<c>“{quote},”</c> <s>{person}</s> <q>told</q> {hearers}.",
    "<s>A spokeswoman for {body}</s> <q>{said}:</q> <c>“{quote}.”</c>",
    "<c>“{quote},”</c> <q>reads</q> <s>the letter</s>.",
    "<s>Dr {person}</s> <q>{said}:</q> <c>‘{quote}.’</c> {Filler}",
    "<c>‘{quote},’</c> <q>said</q> <s>{named}</s>. <c>‘{quote2}.’</c> {Filler}",
    "<c>« {quote}, »</c> <q>said</q> <s>{named}</s>. {Filler}",
    "<s>{Person}</s> <q>{said}:</q> <c>« {quote}. »</c> {Filler}",
    "<c>« {quote} »</c>, <s>{person}</s> <q>told</q> {hearers}. {Filler}",
    # a closing mark that got lost
    "<s>{Person}</s> <q>{said}:</q> <c>“{quote}.</c>\n\n<s2>{Role}</s2> <q2>said</q2> <c2>{clause}</c2>.",
    "<c>“{quote},</c> <s>{surname}</s> <q>said</q>.\n\n{Filler}",
)
KINDS_OF_TEXT = (
    # courts and parliaments
    "<s>{Person}</s> <q>told</q> the {jury} <c>{clause}</c>.",
    "<s>{Person}</s> <q>pleaded guilty to</q> <c>{crime}</c>.",
    "<s>{Person}</s> <q>has pleaded</q> <c>not guilty to {crime}</c>.",
    "<s>{Judge}</s> <q>{ruled}</q> <c>that {clause}</c>.",
    "<s>The {panel}</s> <q>heard</q> <c>that {clause}</c>.",
    "<s>Mr {surname}</s> <q>asked</q> the minister <c>whether {clause}</c>.\n<s2>The minister</s2> <q2>replied</q2> "
    "<c2>that {clause2}</c2>.",
    "<s>{Surname} ({place})</s><q>:</q> <c>{quote}.</c>",
    "<s>The committee</s> <q>resolved</q> <c>{order}</c>.",
    # questions and answers, broadcasts, live pages, posts
    "<s>Q</s><q>:</q> <c>{question}?</c>\n<s2>A</s2><q2>:</q2> <c2>{Clause}.</c2>",
    "<s>Interviewer</s><q>:</q> <c>{question}?</c>\n<s2>{Surname}</s2><q2>:</q2> <c2>{quote}.</c2>",
    "<s>{CAPS}</s><q>:</q> <c>{quote}.</c>\n<s2>{CAPS2} (on the phone)</s2><q2>:</q2> <c2>{quote2}.</c2>",
    "Good evening. <s>{Body}</s> <q>{says}</q> <c>{clause}</c>. {Person} reports from {place}.",
    "{Time} <c>{People}</c> <q>are being {advised}</q> <c>{order}</c>.",
    "{Time}\n<c>{Clause}</c>, <s>{body}</s> <q>{says}</q>.",
    "<s>{Person}</s> <q>tweeted:</q> <c>“{quote}.”</c>",
    "<c>“{quote},”</c> <s>{person}</s> <q>wrote on {network}</q>.",
    "<q>In a post on {network}</q> <s>{role}</s> <q>said</q> <c>{clause}</c>.",
    "<s>{Body}</s> <q>posted on {network}</q> <c>that {clause}</c>.",
    # sport, obituaries
    "<c>“{quote},”</c> <s>{role}</s> <q>said of</q> <c>{thing}</c>.",
    "<s>{Role}</s> <q>admitted</q> <c>{thing} {is_so}</c>.",
    "<c>“{quote},”</c> <s>{she}</s> <q>{once_said}</q>.",
    "<s>{She}</s> <q>{once_said}</q> <c>that {clause}</c>.",
    # science, surveys
    "<s>{Results}</s> <q>{suggest}</q> <c>that {clause}</c>.",
    "<c>{Clause}</c>, <s>the {survey}</s> <q>{found}</q>.",
    "<s>The {survey}</s> <q>{found}</q> <c>that {clause}</c>. <s2>The authors</s2> <q2>want</q2> <c2>{claim}</c2>.",
    "<s>{Few} in ten {people}</s> <q>said</q> <c>{thing} {is_so}</c>.",
    "<s>{Few} in ten</s> <q>{want}</q> <c>{claim}</c>; <s2>the rest</s2> <q2>were against</q2> <c2>it</c2>.",
    "<c>{Few} in ten {people} own a boat</c>, <q>according to</q> <s>a {survey}</s>.",
)
NONE = (
    "The word “{adjective}” appears {count} times in the contract.",
    "The word “{adjective}” is missing from {paper}.",
    "The exhibition “{title}” opens on Friday.",
    "{Person}’s second novel, “{title},” has sold {count} thousand copies.",
    "{Body} has its own name for such cases: “{title}.”",
    "“{title}” is a saying on this coast.",
    "“{title}” and “{title2}” shared first prize.",
    "“{title}” was filmed in {place}, and so was its sequel.",
    "{Person}, known to {people} as “{title},” retired on Friday.",
    "Mugs stamped “{title}” cost £5 at the door.",
    "Lorries cross the so-called “{title}” bridge twice a day.",
    "The village has a so-called “{title}” and no shop.",
    "{Person} is chief executive of a group called {title}.",
    "{Body} is looking for {thing}.",
    "{Person} is looking for a flat in {place}.",
    "The ferry from {place} is expected at 6pm.",
    "{People} walked out on Monday over {thing}.",
    "{Person} delivered a speech marking the opening of {thing}.",
    "Dozens of {people} were reported at the scene.",
    "{Person} reported for work at six.",
    "The report on {thing} ran to {count} pages.",
    "Hopes for {thing} were dashed on Monday.",
    "Three {people} were hurt, and {thing} was damaged.",
    "The storm claimed {count} lives in {place}.",
    "{Person} found {count} coins under the floor.",
    "{Person} found a dog on the beach and took it home.",
    "{Person} ordered a coffee and a slice of cake.",
    "{Body} charged £5 for parking.",
    "Detectives questioned two men about {thing}.",
    "Needless to say, the train was late.",
    "The key, that is to say the old one, was lost.",
    "Take, say, {count} {people} and one bus.",
    "The said road is closed to lorries.",
    "{Person} thought for a while and went home.",
    "{Person} was thinking of {person2} all night.",
    "{Person} told the time by the church clock.",
    "{Person} called {kin} from the station, and the referee called time.",
    "{Body} called off {thing}.",
    "The claim form for {thing} has {count} pages.",
    "{Person} answered the door in slippers.",
    "The king ruled for {count} years from {place}.",
    "{Person} posted the parcel in {place}.",
    "{Body} maintains {count} miles of track.",
    "Surgeons saw {count} {people} on Monday.",
    "{Person} read the letter twice and put it away.",
)
FRAMES = (
    *SHORT, *PASSIVES, *REPORTS, *CLAUSES, *ACCORDING, *HEADLINES, *NOUNS, *QUOTES, *KINDS_OF_TEXT, *NONE
)  # fmt: skip
WORDS: dict[str, tuple[str, ...]] = {
    slot: tuple(word.strip() for word in re.sub(r"\s+", " ", words).split(","))
    for slot, words in {
        "advised": "advised, asked, told, urged, ordered, warned, instructed, reminded, encouraged",
        "pledged": "agreed, asked, declined, hoped, offered, planned, pledged, promised, refused, threatened, vowed",
        "expected": "expected, thought, believed, said, likely, reported, understood",
        "predict": "predict, expect, forecast, project, fear, foresee",
        "predicted": "predicted, expected, forecast, feared, foresaw",
        "foreseen": "expected, forecast, predicted, feared, projected",
        "forecasts": "forecasts, expects, sees, projects, predicts, is budgeting for, now sees",
        "guided": "to, for, towards",
        "denied": "denied, ruled out, rejected, disputed, confirmed, defended, criticised, praised, welcomed, opposed",
        "want": "want, seek, demand, expect, favour, oppose, propose, back",
        "wants": "wants, seeks, demands, expects, favours, opposes, proposes, backs",
        "hears": "hears, told, finds, rules",
        "says": "says, claims, warns, admits, insists, vows",
        "say": "say, claim, warn, admit, insist, fear",
        "reading": "reading, saying, that read, which said",
        "banner": "banner, sign, placard, poster, note, plaque",
        "said": "said, says, wrote",
        "told": "told, assured, warned",
        "is_reported": "was reported, is reported, is said, is alleged, is understood, is claimed",
        "is_understood": "is understood, is thought, is believed, was rumoured, is alleged, is feared",
        "rumoured": "rumoured, understood, said, alleged, believed, reported, thought",
        "remarked": "remarked, quipped, joked, observed, complained",
        "hinted": "hinted at, warned of, spoke of, pointed to, cautioned against, complained about",
        "knew": "knew, hoped, feared, swore, guessed, felt, argued, thought, suspected",
        "listed": "listed, named, asked for, blamed, suggested",
        "made_clear": "made clear, let it be known, went on to say, is on record as saying, hastened to add, "
        "was heard to say, gave notice, conceded, took the view",
        "adding": "adding, stressing, noting, warning, insisting, conceding",
        "alleged": "alleged, warned, says, claimed, argued, recalled, admitted, warns, complained, boasted",
        "replied": "replied, added, countered, agreed, answered, chimed in",
        "ruled": "ruled, held, found, decided, directed",
        "once_said": "once said, liked to say, used to say, would often say, once wrote",
        "notes": "notes, points out, has said, noted at the time, reported last week",
        "suggest": "suggest, indicate, show, imply, hint",
        "found": "found, finds, concluded, concludes, shows, suggests",
        "per": "per, according to, as per, going by",
        "own_words": "words, own words, own phrase",
        "view": "view, opinion, eyes, telling, account, estimation",
        "she": "she, he",
        "shouted": "shouts, shouted, cried, muttered, sobbed, laughed",
        "insists": "insists, says, believes, claims, said, thinks, maintains",
        "doubt": "doubt, question, dispute, fear, dislike",
        "is_so": "is haunted, is safe, was never finished, will pay for itself, has cost too much, is worth keeping, "
        "was a mistake, could be open by spring, is beyond repair",
        "did_so": "had no licence, is innocent, misled the buyers, never signed, was not in the building, "
        "owes it money, was the better player, invented the process, has been paid in full",
        "done": "sold the mill, left the country, turned down the part, signed for a rival, found the wreck, "
        "missed the deadline, paid twice, bought a vineyard, broken the record, fallen out with the producer",
        "went": "went unheeded, came too late, surprised nobody, did not reach the crew, cost the club a sponsor, "
        "was struck from the record, turned out to be true, is repeated every winter, met with laughter",
        "false": "false, untrue, an old one, not borne out by the figures, popular on the coast, nonsense",
        "adjective": "overlong, charming, unsafe, brilliant, misleading, dull, essential, reckless, too costly, moving",
        "blunt": "blunt, short, simple, the same as ever, clear, polite",
        "reply": "answer, reply, response, verdict, comment",
        "no": "no, never, not yet, of course, absolutely not, wait and see, yes",
        "stay": "stay away, come back next week, boil the water, do not sign, bring a torch, pay on time, keep calm",
        "warning": "warning, claim, promise, prediction, insistence, complaint, boast, admission",
        "belief": "claim, belief, rumour, suggestion, allegation, theory, assertion",
        "body": "the museum, the club, the airline, the hospital, the port, the company, the bank, the ministry, "
        "the council, the regulator, the university, the theatre, the league, the weather service, the fire brigade, "
        "the health agency, the family, the developer, the orchestra, the school, the tribunal, the union, the charity",
        "they": "they, she, he, it, others, doctors, organisers, the two men, critics, officials, lawyers, engineers",
        "they_many": "they, others, doctors, organisers, the two men, critics, lawyers, engineers, the owners, "
        "the brothers, his doctors, the parents, the sellers, both sides",
        "it": "it, the club, the fund, the firm, the union, the airline, she, he, the insurer, the village, the league",
        "some": "some, others, critics, regulars, reviewers, neighbours, a few analysts, many doctors, fans, parents",
        "one": "one insider, one guest, another, a third, a fourth witness, one of them",
        "whose": "his, her, its owner’s, its makers’, their, the mayor’s, the club’s, the pilot’s, "
        "the coach’s, the surgeon’s, the publisher’s, the referee’s, the inspectors’",
        "kin": "his wife, her husband, his sister, her brother, their neighbour, a colleague, his rival, her manager",
        "lawyer": "lawyer, family, agent, doctor, employer, publisher, trainer",
        "people": "residents, passengers, drivers, nurses, fans, investors, pupils, tenants, farmers, patients, "
        "climbers, swimmers, sailors, shareholders, customers, teachers, players, motorists, visitors, letting agents",
        "hearers": "reporters, local radio, a packed hall, the morning programme, a conference, a podcast, friends, "
        "the paper, colleagues, a trade magazine",
        "experts": "forecasters, analysts, economists, scientists, brokers, bookmakers, meteorologists, surveyors",
        "panel": "court, inquiry, jury, tribunal, inquest, committee, panel, hearing",
        "jury": "jury, court, tribunal, panel, bench, judge",
        "judge": "the judge, a district judge, the appeal court, the arbitrator, the referees’ panel, the coroner",
        "bare": "union, owner, minister, mother, charity, watchdog, report, coach, captain, poll, study, widow, firm, "
        "brewery, ex-player, trawler captain",
        "bare_many": "patients, lawyers, police, neighbours, doctors, campaigners, insiders, scientists, forecasters, "
        "sources, players, divers, unions, teachers, growers",
        "role": "the coach, a spokeswoman, the captain, a nurse, her lawyer, his brother, the judge, a neighbour, the "
        "curator, a Labour backbencher, the conductor, the chief executive, one of the engineers, an economist, the "
        "goalkeeper, the surgeon, a witness, the driver, the headteacher, a farmer, the referee, a bank clerk",
        "job": "the harbour master, who runs the archive, a retired nurse, a geologist at the university, her coach, "
        "who has farmed here since 1988, a baker from the old town, the club’s captain, who led the study, 19, a "
        "student, an analyst with a broker, whose cellar flooded twice, the head of the water board, whose son plays "
        "in goal, the ship’s cook, who was not on board, a tenor, the oldest of the three sisters",
        "title_of": "Labour councillor, Judge, Inspector, Professor, Senator, Green MEP, Bishop, Captain, Justice, "
        "Detective Sergeant, Fianna Fáil deputy, BJP legislator, ANC whip, head coach, chief economist, midfielder, "
        "Sister, Chief Superintendent, Liberal member, Ombudsman, district nurse, union secretary",
        "paper": "a filing, a notice on the door, the council’s website, the club’s accounts, a court document, "
        "the minutes, an internal memo, the ship’s log, its own brochure, the prospectus, a leaked draft, the label",
        "amount": "a loss of 12 cents a share, up to a foot of snow, three more cuts this year, a record harvest, "
        "a slower second half, at least forty deaths, a close race, higher prices by autumn, more storms, a recession, "
        "growth of 2.4 percent, a draw, long queues at the border, another dry summer, a shortage of nurses, "
        "sales of between £40m and £45m, a glut of apples, gusts of 90 miles an hour",
        "firm": "the brewer, the carmaker, the airline, the chipmaker, the builder, the retailer, the miner, its rival",
        "sales": "a loss of 12 cents a share, sales of between £40m and £45m, growth of 2.4 percent, flat revenue, "
        "fewer bookings, margins above nine percent, a return to profit, two new plants, no dividend this year",
        "claim": "an inquiry, higher wages, a second vote, damages of £80m, an apology, a new trial, a ban, "
        "more buses, a return to the old timetable, a longer contract, two seats on the board, a later kick-off",
        "sum": "the figure, the damage, the bill, the cost, the death toll, the number of guests, the loss",
        "figure": "half that, £4m, two billion euros, 310, about 300 tonnes of grain, twice last year’s, a tenth",
        "guilty": "guilty, not guilty, liable, unfit to practise, in contempt, to blame, guilty on all counts",
        "crime": "theft, arson, insider trading, poaching, two counts of fraud, dangerous driving, perjury, smuggling",
        "thing": "the new bridge, a second concert, the merger, the vaccine, the transfer, the strike, the report, "
        "wrongdoing, the dam, the mill, the ferry, the tower, the ruling, a pay rise, the cure, the goal, the opening "
        "night, the budget, the closure, the trial, the app, the rescue plan, any link to the fire, the delay",
        "title": "The Long Tide, Still Water, Sleepers, Glass Houses, Night Ferry, The Orchard, A Small Fire, Red Sky, "
        "Northern Light, Grey Goose, The Last Tram, Open Doors, Half a Loaf",
        "question": "What went wrong at the mill, How did the band begin, When will the line reopen, Were you afraid, "
        "Who paid for the repairs, Do you still play, Why leave the club now, Is the water safe to drink",
        "results": "the results, our results, two trials, the data, early findings, the bones, the samples, the models",
        "survey": "survey, study, poll, census, report, trial, audit, review",
        "network": "X, Facebook, Instagram, Mastodon, her blog, Telegram, LinkedIn",
        "time": "09:14, 5.40pm:, 11.02am, 21:30 GMT, [10:45], 14:07 –",
        "count": "nine, eleven, 14, forty, 300, six, four, seven",
        "few": "six, seven, four, eight, nine, two",
        "have": "have, had",
        "filler": "The hall fell silent., The speaker called for order., Nobody moved., The doors were shut by noon., "
        "The train left an hour late., It was raining again.",
    }.items()
}
