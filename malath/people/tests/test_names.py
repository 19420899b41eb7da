"""Spellings that are one name, names that are not, and what always holds."""

import random
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malath.people.names import How, explain, normalise, parts, similarity, skeleton

# One row: ways to write one name. All of them share the strict skeleton.
ONE_NAME = """
محمد | مُحَمَّد | محـمد | Mohammed | Muhammad | Mohamed | Mohammad | Mohd | Md. | Muhammed | Mohamad
محمود | Mahmoud | Mahmood | Mahmud
أحمد | احمد | Ahmad | Ahmed | Aḥmad
فاطمة | فاطمه | Fatima | Fatimah | Fatuma | Fathima | Fatema | Fatma | Fatmeh
حسن | حسان | Hassan | Hasan | Hassen | 7assan
حسين | Hussein | Hussain | Husayn | Hossain | Hossein | Houssine
علي | على | Ali | Aly | 'Ali | 3ali
عمر | Omar | Umar | Oumar
عمرو | Amr | Amro
خالد | Khaled | Khalid
يوسف | Youssef | Yousef | Yusuf | Yousif | Joseph | جوزيف
إلياس | الياس | Elias | Ilyas | Elyas
آية | ايه | Aya | Ayah | Eya
إبراهيم | ابراهيم | Ibrahim | Ebrahim | Ibraheem | Brahim | Abraham
إسماعيل | Ismail | Ismaeel | Esmail
عائشة | عايشة | Aisha | Ayesha | Aysha | Aicha
خديجة | Khadija | Khadijah | Hadija | Khadeeja
مريم | Mariam | Maryam | Meryem | Mariamu
زينب | Zainab | Zeinab | Zaynab
ليلى | ليلي | Layla | Laila | Leila
منى | Mona | Muna
هدى | Huda | Hoda
موسى | Musa | Moussa | Mousa
عيسى | Issa | Eisa
يحيى | Yahya | Yehia | Yahia
مصطفى | Mustafa | Mostafa | Moustapha
نور | Noor | Nour | Nur
صلاح | Salah
صالح | Saleh | Salih
رؤوف | رءوف | Raouf | Rauf
وائل | Wael | Wa'el | Wail
سعيد | Saeed | Said | Saied
سيد | Sayed | Sayyid | Syed
سليمان | Suleiman | Soliman | Sulaiman
عثمان | Othman | Uthman | Osman
داود | داوود | Dawood | Daoud
طه | Taha
حياة | حياه | Hayat
جميل | Jamil | Jameel
قاسم | Qasim | Kassem | Qasem | Kasim
طارق | Tariq | Tarek | Tarik
رياض | Riyad | Riad | Riyadh
رمضان | Ramadan | Ramadhan | Ramzan
أدهم | Adham
فتحي | Fathi | Fathy
إسحاق | Ishaq | Isaac
ثامر | Thamer | Thamir
عبد الرحمن | عبدالرحمن | Abdulrahman | Abdel Rahman | Abd Al-Rahman | Abdurrahman | Abd ar-Rahman | Abderrahmane
عبد الله | عبدالله | Abdullah | Abdallah | Abd Allah | Abdulla | Abdullahi
عبد العزيز | Abdulaziz | Abdel Aziz | Abdul-Aziz
عبد القادر | Abdulqader | Abdelkader | Abdul Qadir
نور الدين | نورالدين | Nour El Din | Noureddine | Nooruddin | Nour al-Din | Noureldin
نصر الله | نصرالله | Nasrallah | Nasr Allah
سيف الله | Saifullah | Saif Ullah
أبو زيد | ابوزيد | Abu Zaid | Abou Zeid | Abuzaid
أم كلثوم | Um Kulthum | Umm Kulthoum | Om Kalthoum
القحطاني | قحطاني | Al-Qahtani | Al Qahtani | Alqahtani | El-Kahtani
الشمس | شمس | Ash-Shams | Al-Shams | Alshams | ash shams
النجار | An-Najjar | Al-Najjar | Najjar
الزعبي | Az-Zoubi | Al-Zu'bi | Alzoubi
الرفاعي | Ar-Rifai | Al-Rifa'i | Refai
السيد | As-Sayed | El-Sayed | Elsayed
چنار | Chinar | شنار
پروین | پروين | بروين | Parveen | Parvin
گلنار | Golnar | غلنار
ڤيكتور | فيكتور | Victor | Viktor
گوڵاڵە | Gulala
تيغيست | Tigist | Tegest | Tigest | ትዕግስት
مهرت | Mehret | Mihret | ምሕረት
كبيدي | Kebede | ከበደ
غبري مريم | Gebre Mariam | Gebremariam | G/Mariam
رحيمة | Rahima | Rohima | রহিমা
خاتون | Khatun | Khatoon | খাতুন
أختر | Akter | Akhter | Akther | Akhtar
كوماري | Kumari | කුමාරි
مايا | Maya | माया
سونيتا | Sunita | Sunitha
ديلا كروز | Dela Cruz | De la Cruz | Delacruz
فيصل | Faisal | Faysal | Feisal
هيثم | Haitham | Haytham
زكريا | Zakaria | Zakariya
ياسمين | Yasmin | Yasmeen | Jasmine
إيمان | ايمان | Iman | Eman
أنور | Anwar | Anouar
وفاء | Wafa | Wafaa | Ouafa
ضياء | Diya | Diaa
بشرى | Bushra | Boushra
كاثرين | Catherine | Katherine
سلاماويت | Selamawit
عبد الناصر | Abdel Nasser | Abdinasir
محمود شيخ | Mahmud Sk | Mahmoud Sheikh
روزالين | Rozalin | Rozaleen
جونسون | Jonson
فرناندو | Fernando
ماريا | Maria | Mariah | Ma.
Nguyen | Nguyễn
Lakshmi | Laxmi | Luxmi
أحمد | Axmed | Achmad | Ahmat
حسن | Xasan
حسين | Xuseen | هوسين
علي | Cali
عمر | Cumar
عائشة | Caasha | Asha
خديجة | Khadijo | Hadiza | Khodeza
زينب | Jaynab | Saynab
فاطمة | Faduma | Fadumo | Fathimath
مريم | Maryan
محمد | Maxamed | Mamadou
محمود | Maxamuud
عبد الله | Abdoulaye | Cabdullahi | Abdilahi
عبد الرحمن | Cabdiraxmaan | Abdirahman
عبد الهادي | Abdulhadi | Abdel Hadi
أبو بكر | Abubakar | Boubacar
آل ثاني | Aal Thani | Al Thani
هبة الله | هبةالله | Hebatallah | Heba Allah | Hibatullah
بيغم | بيجوم | بيكم | Begum | Begom
صديقة | Siddika | Siddiqua
مسمات | Mst. | Mosammat | Most.
شيخ | Sheik | Sheikh
مياه | Mia | Miah | Mian
روكسانا | Roksana | Rukhsana
كريشنا | Krishna | Krisna
دي لوس سانتوس | de los Santos | Delos Santos
جبر مريم | غبري مريم | Gebremariam | G/ Mariam | Gabre Maryam
هايلي مريم | هيلي مريم | Haile Mariam | H/Mariam | Hayle Mariam
ولدي جبرئيل | Wolde Gabriel | Woldegebriel
تكلي هايمانوت | Tekle Haymanot | Teklehaimanot | T/Haimanot
كيداني مريم | Kidanemariam | K/Mariam
شالتو | Chaltu | Caaltuu
"""
# The strict reading keeps these apart; the loose one hears them as one.
DIALECT = """
القحطاني | Gahtani
جمال | Gamal
جميل | Gamil
ثريا | Soraya
حذيفة | Huzaifa
حذيفة | Huthaifa
منذر | Monzer
منذر | Munther
ظافر | Dhafer
رياض | Riyaz
جينيت | Genet
جورج | Georg
سوزان | Zuzan
نغوين | Nguyen
روز | Rose
هيوت | Hiwot
خميس | Hamis
"""
DIFFERENT = """
حسن | حسين
Hassan | Hussein
حسن | Hussain
محمد | محمود
Mohammed | Mahmoud
محمد | أحمد
Mohammed | Ahmed
أحمد | حامد
عمر | عمار
Omar | Amir
Omar | Amr
علي | علياء
Ali | Alia
علي | علاء
Amir | Amira
سامي | سامية
Samir | Samira
كريم | Karima
جميل | جمال
Jamil | Jamal
سعيد | سعد
Said | Saad
سعيد | Suad
سيد | سعيد
سليمان | سلمان
Suleiman | Salman
نادية | ندى
Rana | Rania
رنا | روان
روان | ريان
مريم | ريم
Fatima | Fadia
خالد | خليل
نور | نورة
يوسف | يونس
Layla | Leen
جمال | كمال
طارق | طلال
زيد | زياد
حسن | أبو حسن
عبد الرحمن | عبد الرحيم
Kumar | Kumara
Tigist | Tsige
Begum | Khatun
Maya | Mary
Santos | Sandos
حمد | حمدان
"""
# Asked, the same person written otherwise, somebody else whose skeleton is alike.
RANKED = """
Hassan | حسن | Hussein
حسن | Hasan | حسين
Karim | كريم | Karam
كريم | Kareem | كرم
Salim | سليم | Salam
Mohammed | محمد | Mahmoud
Jamal | جمال | Jamil
صالح | Saleh | صلاح
فارس | Fares | فراس
تامر | Tamer | ثامر
Rashid | راشد | Rashad
Hamid | حميد | Hamad
"""


def rows(table: str) -> list[list[str]]:
    return [row.split(" | ") for row in table.strip().split("\n")]


def strict(name: str) -> list[str]:
    return [skeleton(part) for part in parts(name)]


def loose(name: str) -> list[str]:
    return [skeleton(part, loose=True) for part in parts(name)]


ONE_NAME_PAIRS = [(row[0], other) for row in rows(ONE_NAME) for other in row[1:]]


@pytest.mark.parametrize(("one", "other"), ONE_NAME_PAIRS)
def test_it_hears_one_name_in_all_its_spellings(one: str, other: str) -> None:
    assert strict(one) == strict(other)
    assert similarity(parts(one), parts(other)) >= 0.8


@pytest.mark.parametrize(("one", "other"), rows(DIALECT))
def test_it_hears_a_dialect_in_the_loose_reading_only(one: str, other: str) -> None:
    assert loose(one) == loose(other)
    assert strict(one) != strict(other)
    assert 0.6 <= similarity(parts(one), parts(other)) < 0.9


@pytest.mark.parametrize(("one", "other"), rows(DIFFERENT))
def test_it_keeps_different_names_apart(one: str, other: str) -> None:
    assert strict(one) != strict(other)
    assert similarity(parts(one), parts(other)) < 0.85


@pytest.mark.parametrize(("asked", "same", "other"), rows(RANKED))
def test_it_ranks_the_same_name_clearly_above_a_similar_one(asked: str, same: str, other: str) -> None:
    assert similarity(parts(asked), parts(same)) >= similarity(parts(asked), parts(other)) + 0.04


def test_it_hears_the_two_files_of_one_woman_as_one_name() -> None:
    files = ["Fatuma Ali Hassan", "فاطمة علي حسن", "Fathima Aly Hasan", "فاطمه علي حسان"]
    assert {tuple(strict(name)) for name in files} == {("ftma", "al", "hsn")}
    assert min(similarity(parts(one), parts(other)) for one in files for other in files) > 0.9


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("  Ａli\u200f\u202e  ", "ali"),
        ("مُحَمَّـــد", "محمد"),
        ("أإآٱا", "ااااا"),
        ("فاطمةُ الزَّهْراء", "فاطمه الزهرا"),
        ("ليلى", "ليلي"),
        ("رؤى وائل", "روي وايل"),
        ("کریم گل پری", "كريم غل بري"),
        ("ہما ھدی", "هما هدي"),
        ("Ra'ed Sa’ad ʿAlī", "raed saad ali"),
        ("Nguyễn-Đạt, Łukasz.", "nguyen dat lukasz"),
        ("ALI\tBIN\nHASSAN", "ali bin hassan"),
        ("٢٠ ۲۰ 20", "20 20 20"),
        ("Ali\x00Hassan", "ali hassan"),
        ("İbrahim Straße", "ibrahim strasse"),
        ("ﻣﺤﻤﺪ", "محمد"),
        ("...", ""),
        ("", ""),
    ],
)
def test_it_normalises(written: str, normal: str) -> None:
    assert normalise(written) == normal


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Ali bin Hassan Al-Qahtani", "ali hassan qahtani"),
        ("علي بن حسن القحطاني", "علي حسن قحطاني"),
        ("فاطمة بنت عبد الله", "فاطمه عبدالله"),
        ("Siti binti Ahmad", "siti ahmad"),
        ("آل سعود محمد", "سعود محمد"),
        ("الياس الهام", "الياس الهام"),
        ("عبد الرحمن بن عوف", "عبدرحمن عوف"),
        ("Saif ul-Islam", "saif islam"),
        ("Salah ud-Din Ayyubi", "salahdin ayyubi"),
        ("أبو الفتوح", "ابوفتوح"),
        ("Aboul Fotouh", "abufotouh"),
        ("Umm Ali", "umali"),
        ("Maria de la Cruz Santos", "maria delacruz santos"),
        ("W/Kidan Tesfaye", "woldekidan tesfaye"),
        ("Ravi s/o Kumar", "ravi kumar"),
        ("Dr. Amal Ms", "amal"),
        ("Ben Okri", "ben okri"),
        ("Ali ben Salah", "ali salah"),
        ("Almaz Alemu Elsa", "almaz alemu elsa"),
        ("Alobaidi", "obaidi"),
        ("M. A. Hassan", "m a hassan"),
        ("Jean-Paul D'Souza", "jean paul dsouza"),
        ("Al", "al"),
        ("بن", "بن"),
        ("Abd", "abd"),
        ("الله", "الله"),
        ("Dr", "dr"),
        ("", ""),
        ("- . ،", ""),
    ],
)
def test_it_finds_the_parts_of_a_name(written: str, expected: str) -> None:
    assert parts(written) == tuple(expected.split())


@pytest.mark.parametrize("name", ["Aya", "آية", "Eo", "Io", "Ewa", "U", "وي", "Ui", "ع", "هي", "Joy", "حوا"])
def test_a_name_of_weak_letters_still_has_a_skeleton(name: str) -> None:
    (part,) = parts(name)
    assert skeleton(part)
    assert skeleton(part, loose=True)


@pytest.mark.parametrize("name", ["Соколова", "王芳", "ကျော်", "Γιώργος", "ڃ"])
def test_a_name_in_a_script_that_is_not_read_is_its_own_skeleton(name: str) -> None:
    (part,) = parts(name)
    assert skeleton(part) == skeleton(part, loose=True) == part


def test_it_explains_what_agrees_and_what_does_not() -> None:
    why = explain(parts("Fatuma Gamal Hasan Odeh"), parts("فاطمة جمال محسن"))
    assert [(match.asked, match.held, match.how) for match in why.matches] == [
        ("fatuma", "فاطمه", How.SPELLING),
        ("gamal", "جمال", How.SOUND),
        ("hasan", "محسن", How.NEAR),
    ]
    assert why.asked_only == ("odeh",)
    assert why.held_only == ()
    assert why.score == similarity(parts("Fatuma Gamal Hasan Odeh"), parts("فاطمة جمال محسن"))


def test_it_names_parts_written_alike_and_initials() -> None:
    why = explain(parts("F. Ali Ali"), parts("Ali Fatima"))
    assert [(match.asked, match.how) for match in why.matches] == [("ali", How.SAME), ("f", How.INITIAL)]
    assert why.asked_only == ("ali",)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mary Jane Santos", "Maryjane Santos"),
        ("Rose Marie Reyes", "روزماري رييس"),
        ("Nur Hayati", "Nurhayati"),
        ("نور حياتي", "Nurhayati"),
    ],
)
def test_a_name_of_two_words_is_also_written_as_one(one: str, other: str) -> None:
    assert similarity(parts(one), parts(other)) > 0.8


@pytest.mark.parametrize(
    ("called", "whole"),
    [("Selam Tesfaye", "سلاماويت تسفاي"), ("Liza Reyes", "Elizabeth Reyes"), ("Tigi Kebede", "Tigist Kebede")],
)
def test_a_short_form_is_nearer_than_another_name(called: str, whole: str) -> None:
    why = explain(parts(called), parts(whole))
    assert How.SHORT in [match.how for match in why.matches]
    assert 0.8 < why.score < 0.98


def test_junior_is_no_part_of_a_name() -> None:
    assert parts("Jose Rizal Jr.") == parts("Jose Rizal")


def test_an_initial_counts_less_than_a_name() -> None:
    asked = parts("F. Hassan")
    assert similarity(asked, parts("Fatima Hassan")) < similarity(parts("Fatma Hassan"), parts("Fatima Hassan"))
    assert similarity(asked, parts("Fatima Hassan")) > similarity(asked, parts("Mona Hassan"))


def test_a_missing_part_costs_less_than_a_wrong_one() -> None:
    held = parts("Fatima Ali Hassan Odeh")
    assert similarity(parts("Fatima Ali Hassan"), held) > similarity(parts("Fatima Ali Hassan Zubi"), held)
    assert similarity(parts("Fatima Odeh"), held) > similarity(parts("Fatima Zubi"), held)


@pytest.mark.parametrize("typed", ["Fatina Hassan", "Ftaima Hassan", "Fatia Hassan", "Fatimka Hassan"])
def test_a_slip_of_the_finger_is_near(typed: str) -> None:
    assert 0.7 < similarity(parts(typed), parts("Fatima Hassan")) < 1


def test_nothing_is_like_nothing() -> None:
    assert similarity((), ()) == 0.0
    assert similarity(("ali",), ()) == 0.0
    assert explain((), ("ali",)).held_only == ("ali",)


ARABIC_LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهويةىءأإآؤئپچژڤگکی"
A_NAME = st.text(alphabet=ARABIC_LETTERS + string.ascii_letters + " '-/.", max_size=40)
SOME_PARTS = st.lists(st.sampled_from(sorted({part for row in rows(ONE_NAME) for part in parts(row[0])})), max_size=6)


@given(st.text())
def test_normalising_twice_changes_nothing(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@given(A_NAME)
def test_names_too_are_normal_after_one_time(name: str) -> None:
    assert normalise(normalise(name)) == normalise(name)


@given(st.text() | A_NAME)
def test_every_part_has_a_skeleton_and_is_normal(name: str) -> None:
    for part in parts(name):
        assert part == normalise(part)
        assert skeleton(part)
        assert skeleton(part, loose=True)


@given(A_NAME)
def test_a_name_that_is_written_has_parts(name: str) -> None:
    assert bool(parts(name)) == bool(normalise(name))


@given(SOME_PARTS, SOME_PARTS, st.randoms())
def test_the_order_of_parts_and_of_names_is_nothing(one: list[str], other: list[str], chance: random.Random) -> None:
    shuffled = chance.sample(one, len(one))
    assert similarity(shuffled, other) == pytest.approx(similarity(one, other))
    assert similarity(other, one) == pytest.approx(similarity(one, other))


@given(SOME_PARTS, SOME_PARTS)
def test_likeness_lies_between_nothing_and_one(one: list[str], other: list[str]) -> None:
    assert 0 <= similarity(one, other) <= 1
    assert similarity(one, one) == (1 if one else 0)


@given(SOME_PARTS, SOME_PARTS)
def test_every_part_is_explained_once(asked: list[str], held: list[str]) -> None:
    why = explain(asked, held)
    explained = "".join([*(match.asked for match in why.matches), *why.asked_only])
    assert sorted(explained) == sorted("".join(asked))
    assert len("".join([*(match.held for match in why.matches), *why.held_only])) == len("".join(held))


@given(st.sampled_from(ONE_NAME_PAIRS), st.sampled_from(ONE_NAME_PAIRS))
def test_a_full_name_is_the_same_in_either_script_and_order(first: tuple[str, str], last: tuple[str, str]) -> None:
    one, other = f"{first[0]} {last[0]}", f"{last[1]} {first[1]}"
    assert similarity(parts(one), parts(other)) > 0.7
