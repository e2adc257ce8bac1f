"""People: a pool that grows with the corpus; a person's number says the name."""

from functools import lru_cache
from typing import Final, NamedTuple

from flows.generating.draws import Draws
from flows.generating.words import spell


class _Culture(NamedTuple):
    given: tuple[str, ...]
    stems: tuple[str, ...]
    endings: tuple[str, ...]


def _culture(given: str, stems: str, endings: str) -> _Culture:
    return _Culture(tuple(given.split()), tuple(stems.split()), tuple(endings.split(",")))


# Common given names, and family names made of a stem and an ending.
_CULTURES: Final = (
    _culture(
        "Anna Mark Emily David Sarah Peter Laura Daniel Grace Simon Helen Robert Alice Thomas Julia Paul "
        "Karen Steven Megan Brian Claire Kevin Rachel Jason Andrew Nicole Eric Joshua Hannah Adam Rebecca "
        "Philip Amy Gregory Victoria Benjamin Ruth Samuel Diana Patrick",
        "Hart Wel Brad Thorn Ash Black Cald Dun El Fair Glad Hol Kings Lang Mar Nor Ox Pem Red Shel Stan Tem "
        "Under Wake Whit Win Wood York Har Clif Bren Com Den Farn Gar Hem",
        "son,er,well,man,ton,ley,ford,wood,field,worth,ham,ston,by,more",
    ),
    _culture(
        "Diego Lucía Mateo María Pedro Sofia Thiago Ana João Carmen Rafael Inês Pablo Elena Andrés Beatriz "
        "Miguel Paula Sérgio Rosa",
        "Fern Gonz Ram Alv Mart Rod Per Dom Nav Cald Sal Vel Mor Tav Bar Cort Quint Vald Mend Est",
        "ández,ález,ínez,eira,ado,ero,ares,oso,illa,anza,eda,ino",
    ),
    _culture(
        "Wei Xiaoming Jing Yifan Lei Zihan Haoran Yue Minghui Xin Jiawei Tianyu Ruoxi Chen Yuxuan Siqi Kai "
        "Mengyao Bo Zhiyuan Yu-Ting Wei-Lun Chih-Hao Hsin-Yi",
        "W Zh L Ch X Y H S T G F D J Q M",
        "ang,en,u,ao,eng,ou,ei,in",
    ),
    _culture(
        "Priya Ananya Rahul Arjun Deepa Vikram Neha Rohan Kavita Sanjay Meera Aditya Pooja Suresh Lakshmi "
        "Nikhil Divya Harish Sneha Amit",
        "Shar Gup Kul Ven Ra Sub Chatt Mukh Bal Kri Nar Pra Sri Des Jay Kar Mah Nat",
        "ma,ta,karni,kataraman,machandran,erjee,opadhyay,asubramanian,ayanan,pande,walkar,deshi,singh",
    ),
    _culture(
        "Tomasz Katarzyna Ivan Olga Viktor Nadia Marek Elena Andrei Irina Pavel Agnieszka Dmitry Jana Łukasz "
        "Zuzana Miloš Svetlana",
        "Kow Nov Petr Iv Sok Wiśn Dvoř Pop Mark Zel Bog Khar Lev Mor Sid Tur Vas Krav",
        "alski,ák,ov,anov,olov,iewski,ovic,enko,chuk,insky,owicz,eev",
    ),
    _culture(
        "Jonas Ingrid Søren Bjørn Zoë Lars Freya Emil Astrid Karl Greta Matthias Jürgen Heike Anke Björn "
        "Chloé Jean-Luc Étienne Amélie Luca Giulia Marco Chiara Paolo Noémie",
        "Lind Berg Sund Nor Ek Hol Wes Kel Schm Müll Web Dub Mor Laf Ros Ferr Bian Cont Rin Gal",
        "qvist,ström,sen,gren,ler,idt,er,ois,eau,ont,si,ari,chi,elli,mann,bach,hardt",
    ),
    _culture(
        "Yuki Haruto Hiroshi Aiko Takashi Naoko Kenji Sakura Min-jun Ji-woo Seo-yeon Hyun-woo Soo-jin "
        "Dong-hyun Eun-ji Jae-won",
        "Tana Naka Yama Mori Suzu Wata Kobaya Ito Kimu Fuji Saka Oka Hase",
        "ka,mura,moto,shita,ki,nabe,shi,da,gawa,hara,saki",
    ),
    _culture(
        "Fatima Rashid Leila Farid Ayşe Noor Omar Yasmin Hassan Mehmet Samira Karim Zeynep Ali Amara Kwame "
        "Chinedu Ngozi Tunde Adaeze",
        "Hass Ahm Had Rahm Yıld Khal Mans Okaf Adey Mens Naj Sab Tah Bak Demir Kar",
        "an,adi,dad,ani,ız,il,our,or,emi,ah,afi,bagh,ir,ci",
    ),
)
# How many in a hundred are of each culture.
_SHARES: Final = (38, 8, 18, 12, 8, 8, 4, 4)
_BY_SHARE: Final = tuple(
    culture for culture, share in zip(_CULTURES, _SHARES, strict=True) for _ in range(share)
)
_SUFFIXES: Final = ("Jr.", "II", "III")
_PARTICLES: Final = ("van der", "de", "van", "von", "de la", "da", "El")
_INITIALS: Final = "ABCDEFGHJKLMNPRSTVW"
_SHORT: Final = 3
_PLAIN: Final = "{given} {family}"
# The ways in which names are printed, each as often as in a hundred names.
_FORMS: Final = (
    *(_PLAIN,) * 66,
    *("{given} {middle}. {family}",) * 9,
    *("{initial}. {family}",) * 4,
    *("{given} {particle} {family}",) * 4,
    *("{given} {family}-{other}",) * 3,
    *("{given} {family} {suffix}",) * 2,
    *("{given} {second} {family}",) * 6,
    *("{given} {rare}",) * 6,
)


def pool_size(document: int) -> int:
    """Return how many people there are when a document is written: nearly as many more as documents."""
    return 400 + 14 * document


@lru_cache(maxsize=8_192)
def person(seed: int, number: int) -> str:
    """Return the name of a person."""
    draws = Draws(seed, "person", number)
    culture = draws.pick(_BY_SHARE)
    given = draws.pick(culture.given)
    family = draws.pick(culture.stems) + draws.pick(culture.endings)
    if len(family) < _SHORT and draws.chance(50):
        family += "n"
    form = draws.pick(_FORMS)
    if form is _PLAIN:
        return f"{given} {family}"
    return form.format(
        given=given,
        family=family,
        initial=given[0],
        middle=draws.pick(_INITIALS),
        second=draws.pick(culture.given),
        other=draws.pick(culture.stems) + draws.pick(culture.endings),
        particle=draws.pick(_PARTICLES),
        suffix=draws.pick(_SUFFIXES),
        rare=spell(draws.below(500 + number)).capitalize(),
    )
