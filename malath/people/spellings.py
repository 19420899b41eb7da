"""What names.py knows by heart: letters, small words around names, spellings no rule would bring together.

A *sound* is a name as it is heard: vowels, and one code per consonant. Capitals are consonants that are
read in more than one way (`D` ذ ض dh, `T` ث th) or written with two letters (`C` sh, `X` kh); `I`, `U` and
`O` are vowels that must be kept, because without them two frequent names would be one (Hassan and Hussein).
"""

import re
import unicodedata
from typing import Final

APOSTROPHES: Final = str.maketrans("", "", "'’‘`´ʼʻʿʾʹʽ′")
LETTERS: Final = {
    **dict.fromkeys("أإآٱٲٳ", "ا"),
    **dict.fromkeys("کڪګ", "ك"),
    **dict.fromkeys("گڭڨ", "غ"),
    **dict.fromkeys("ئىیېےۍۑ", "ي"),
    **dict.fromkeys("ةہھۀەۃۂ", "ه"),
    **dict.fromkeys("ؤۆۇۋۈۉۊ", "و"),
    **dict.fromkeys("ءـ", ""),
    **dict(zip("پچژڤںٹڈڑڕڵێ", "بشجفنتدررلي", strict=True)),
    **dict(zip("øłđıəðħ", "oldiadh", strict=True)),
    "æ": "ae",
    "œ": "oe",
    "þ": "th",
}
# Digits that stand for Arabic letters in chat spelling: 3ali, 7assan.
CHAT_DIGITS: Final = str.maketrans({"2": "", "3": "a", "5": "kh", "6": "t", "7": "h", "9": "s"})

TITLES: Final = frozenset({"mr", "mrs", "ms", "miss", "dr", "eng", "prof"})
CHILD_OF: Final = frozenset("bin ibn bint binti binte bte ben bent ould wld بن ابن بنت".split())
ARTICLES: Final = frozenset({"al", "el", "ul", "il", "ال"})
ASSIMILATED: Final = frozenset(vowel + sun for vowel in "aeu" for sun in "d dh l n r s sh t th z".split())

# Small words that belong to the word after them, and what the two together begin with.
HEADS: Final = {
    **dict.fromkeys("abd abdul abdel abdal abdol abdoul abdool abdil".split(), "abd"),
    **dict.fromkeys("abdur abder abdus abdes abdun abden".split(), "abd"),
    **dict.fromkeys("abu abou abo aboo aba bu bou abul aboul abuel".split(), "abu"),
    **dict.fromkeys("um umm oum om".split(), "um"),
    **dict.fromkeys("ابو ابا بو".split(), "ابو"),
    **{word: word for word in "عبد ام de del dela della delos delas sta sto".split()},
    **{word: word for word in "دي ديل ديلا ديلوس".split()},
}
AFTER_DE: Final = frozenset("la los las لا لوس".split())
# Words that belong to the word before them.
TAILS: Final = {
    **dict.fromkeys("din deen dine eddin eddine uddin uddine addin aldin eldin eldeen aldeen".split(), "din"),
    **dict.fromkeys("allah ullah".split(), "allah"),
    "الدين": "دين",
    "الله": "الله",
}
ETHIOPIAN_HEADS: Final = frozenset("gebre gebra gabra wolde welde walda tekle haile habte kidane غبري جبري ولدي".split())
ETHIOPIAN_TAILS: Final = frozenset(
    "mariam maryam medhin medhn selassie silassie sillase egziabher igziabher hiwot giorgis kidan michael "
    "mikael tsadik meskel yesus eyesus kristos kirstos haimanot haymanot amlak مريم ماريام".split()
)
ETHIOPIAN_SLASH: Final = {"g": "gebre", "w": "wolde", "t": "tekle", "h": "haile", "k": "kidane"}

# ال is part of these, not the article.
NOT_THE_ARTICLE: Final = frozenset(
    "الياس الهام الاء اليس اليسا اليزابيث الكسندر الكسندرا اليكس اليكسندر الين الينا الما الماس الماز الطاف الان الفت".split()
)
# Letters that are heard otherwise than they are written, wherever they stand in a word.
WRITTEN_AND_HEARD: Final = {"الله": "له", "تش": "ش", "مريم": "مريام"}
# Names ending in alef maqsura, which many keyboards and hands write as a yeh.
ENDS_IN_ALEF: Final = frozenset(
    "ليلي موسي عيسي يحيي مصطفي مرتضي مجتبي مني هدي سلمي لبني بشري نجوي سلوي ندي نهي ضحي سهي لمي ربي شذي فدوي "
    "جني سجي اروي كبري صغري عظمي طوبي منتهي ذكري".split()
)

# Sound, then every spelling that is to be heard so and that the rules alone would hear otherwise.
KNOWN_SPELLINGS: Final = """
mhmd mohd muhd mhd md mehmet muhammet
mhmUd محمود mahmoud mahmood mahmud mahmod mahamoud mehmood mehmud mahmut
ahmd ahmet
hsIn حسين hussein husein hussain husain husayn hussien husien hossain hosain hossein hosein hussin husin
hsIn hossen houssein houssain houssine hussen husen huseyin huseyn
Omr عمر omar umar omer oumar umer
jmIl جميل jamil jameel jemil djamil
sId سعيد said saeed saied saeid seid sayid saiid
slImn سليمان sleiman suleiman sulaiman soliman sliman sulayman suleyman soleiman sulieman solomon
ftma فاطيمه fathima fatime fatme fatimat fatumo fatoumata
aCa عايشه عيشه aisha aysha ayesha aishah aicha ayisha aisyah
Xdja خديجه khadija khadijah kadija kadidja khadidja hadija hadijah khadeeja khadeja khatija hatice
mrym meriem mariem
ysf جوزيف جوزف joseph josef jozef josif
ykb جاكوب jacob jakob
dwd داويت داود دايود ديفيد دافيد dawood dawud daoud daud dawoud david davud davood dawit
abrhm براهيم brahim ibrahima
asml smail
ashk اسحاق اسحق ishaq ishak isaac eshaq eshak isak yishak
mkl مايكل ميكايل ميخاييل michael micheal mikael mikail mikhail
jbrl جبريل جبراييل جبرايل غابرييل gabriel jibril jebril jibreel
msa moses
jrj جورج george jorge
Xs خوسيه خوسي jose
Xwn خوان juan
aTmn عثمان othman uthman osman usman ousmane othmane
rmDn رمضان ramadan ramadhan ramzan ramazan
rDa رضا reza raza rida ridha redha
syd سيد
anwr انور anouar
awd عوض
Trwt ثروت
lwy لوي louay loay luay loai louai
fd فواد
tyb طيب
myd مويد
CX sk
rf رووف raouf rauf
wja وجيه
nza نزيه
nba نبيه
tha طه
adhm ادهم adham adhem
fth فتحي fathi fathy fethi
ftha فتحيه fathia fathiya fethia
fthla fathallah
aXtr اختر اكتر akhter akther akter aktar akhtar
brfn بروين بارفين parwin
abda عبده abdo abdou abdu abdoh abduh
abdla abdalle
hyt حياه
njt نجاه
lkCm laxmi
lkCmn laxman
msmt mst most mosammat musammat
mrya ma
azdn ezzedine azzedine ezzeddin izzeddin ezzeldin
ysmn jasmine jasmin جاسمين
mD معاذ muath moath moaz muaz moadh muadh
"""

_READ_SCRIPTS: Final = re.compile("(ETHIOPIC|BENGALI|DEVANAGARI|SINHALA|TAMIL) (?:SYLLABLE|LETTER|VOWEL SIGN) (?:.+ )?(.+)")
_INDIAN: Final = {"c": "ch", "ss": "sh"}
_ETHIOPIC: Final = {"c": "ch", "x": "h", "sz": "s", "th": "t", "ph": "p", "kx": "k"}


def romanised(part: str) -> str:
    """A part in Ethiopic, Bengali, Devanagari, Sinhala or Tamil letters in Latin ones, by the letters' names.

    Roughly: only consonants and a final `a` matter to a skeleton. Other scripts come back unchanged.
    """
    return part if part.isascii() else "".join(_romanised(character) for character in part)


def _romanised(character: str) -> str:
    found = _READ_SCRIPTS.fullmatch(unicodedata.name(character, ""))
    if not found:
        return "" if unicodedata.category(character).startswith("M") else character
    script, name = found[1], found[2].removesuffix("YANNA").lower()
    if "-pilla" in name or name.startswith("kombu"):
        return "a" if name.startswith("aela") else "e"
    vowels = name.lstrip("bcdfghjklmnpqrstvwxyz")
    consonants = name.removesuffix(vowels)
    if script == "ETHIOPIC":
        return _ETHIOPIC.get(consonants, consonants) + ("e" if vowels == "a" and consonants else vowels)
    return _INDIAN.get(consonants, consonants) + "e" if consonants else vowels
