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

TITLES: Final = frozenset("mr mrs ms miss dr eng prof jr jnr jun ii iii".split())
CHILD_OF: Final = frozenset("bin ibn bint binti binte bte ben bent ould wld بن ابن بنت".split())
ARTICLES: Final = frozenset({"al", "el", "ul", "il", "aal", "ال"})
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
# Only before the tails below, which are holy names: Haile by himself is a name, Haile Mariam is one too.
ETHIOPIAN_HEADS: Final = {
    **{word: word for word in "wolde welde walda tekle haile habte kidane".split()},
    **dict.fromkeys("gebre gebra gabra gabre".split(), "gebre"),
    **dict.fromkeys("hayle hailay haila".split(), "haile"),
    **dict.fromkeys("غبري جبري جبر غبر قبري جبرا".split(), "غبري"),
    **dict.fromkeys("هايلي هيلي هيلا".split(), "هايلي"),
    **dict.fromkeys("ولدي ولدا".split(), "ولدي"),
    **dict.fromkeys("تكلي تكل تيكلي".split(), "تكلي"),
    **dict.fromkeys("كيداني كيدانه كداني".split(), "كيداني"),
    "هبتي": "هبتي",
}
ETHIOPIAN_TAILS: Final = frozenset(
    "mariam maryam medhin medhn selassie silassie sillase egziabher igziabher hiwot giorgis kidan michael "
    "mikael tsadik meskel yesus eyesus kristos kirstos haimanot haymanot amlak gebriel gabriel gebreal yohannes "
    "مريم ماريام سيلاسي سلاسي سلاسه هيوت هيووت كيدان ميكاييل ميخاييل هايمانوت هيمانوت جبرييل غابرييل غبرييل "
    "جيورجيس غيورغيس مدهن ميدهن".split()
)
ETHIOPIAN_SLASH: Final = {"g": "gebre", "w": "wolde", "t": "tekle", "h": "haile", "k": "kidane"}

# Names that so many people have that they say little.
FREQUENT: Final = (
    "محمد احمد علي محمود خالد عمر يوسف ابراهيم حسن حسين عبدالله فاطمه مريم عايشه زينب نور ساره begum khatun akter islam rahman "
    "hossain maria santos reyes cruz garcia singh kumar kumari perera fernando thapa tesfaye kebede haile abebe"
)

# Short forms by which people are called, then the whole names, in Latin letters or Arabic ones.
SHORT_FORMS: Final = """
selam selamawit سلام سيلاماويت سلاماويت
tigi tigist تيجي تيغيست تغيست
bizu bizunesh bizuayehu
mulu mulugeta muluwork mulunesh
tsehay tsehaynesh تسهاي
alem alemtsehay alemitu alemnesh عالم
yeshi yeshimebet yeshiwork
zewdi zewditu zewde
abeba abebech
meseret mesi مسرت
hana hanna hannah حنا
beti betelhem bethlehem بيتلحم
eli eliana elizabeth elisabeth
liza lisa elizabeth elisabeth
beth elizabeth elisabeth
jen jenny jennifer جينيفر
cristy tina cristina christina كريستينا
tess teresita teresa theresa
tere teresita teresa
rosie rosemarie rosario روزماري
mary maricel marivic marites
jun junior
boy roberto
bong ferdinand
nene irene
joy joycelyn jocelyn
gina regina georgina
vicky victoria
lyn marilyn jocelyn
maricar maricarmen
fatu fatuma fatima فاطمه
asha aisha عايشه
khadi khadija خديجه
moh mohammed محمد
abdo abdou abdullah abdulrahman عبده عبدالله عبدرحمن
abdi abdullahi abdirahman
nunu nurul
shumi shumona sumona
rina marina karina
"""

# ال is part of these, not the article.
NOT_THE_ARTICLE: Final = frozenset(
    "الياس الهام الاء اليس اليسا اليزابيث الكسندر الكسندرا اليكس اليكسندر الين الينا الما الماس الماز الطاف الان الفت".split()
)
# Letters that are heard otherwise than they are written, wherever they stand in a word.
WRITTEN_AND_HEARD: Final = {"هالله": "تله", "الله": "له", "تش": "ش", "مريم": "مريام"}
# Names ending in alef maqsura, which many keyboards and hands write as a yeh.
ENDS_IN_ALEF: Final = frozenset(
    "ليلي موسي عيسي يحيي مصطفي مرتضي مجتبي مني هدي سلمي لبني بشري نجوي سلوي ندي نهي ضحي سهي لمي ربي شذي فدوي "
    "جني سجي اروي كبري صغري عظمي طوبي منتهي ذكري".split()
)

# Sound, then every spelling that is to be heard so and that the rules alone would hear otherwise.
KNOWN_SPELLINGS: Final = """
mhmd mohd muhd mhd md mehmet muhammet mehmed maxamed maxammed mamadou mamadu mohammod mohomed
mhmUd محمود mahmoud mahmood mahmud mahmod mahamoud mehmood mehmud mahmut mohmoud maxamuud maxamud
ahmd ahmet ahmat axmed axmad achmad akhmed
hsIn حسين hussein husein hussain husain husayn hussien husien hossain hosain hossein hosein hussin husin
hsIn hossen houssein houssain houssine hussen husen huseyin huseyn huseen xuseen xuseyn هوسين هوسن حوسين
Omr عمر omar umar omer oumar umer omor cumar oumarou
jmIl جميل jamil jameel jemil djamil
sId سعيد said saeed saied saeid seid sayid saiid saciid sacid
slImn سليمان sleiman suleiman sulaiman soliman sliman sulayman suleyman soleiman sulieman solomon
ftma فاطيمه fathima fatime fatme fatimat fatumo fatoumata fatimata fatimatou fatimath fathimath fathimat
ftma faduma fadumo faadumo fadhuma fatou fatouma fatmata
aCa عايشه عيشه aisha aysha ayesha aishah aicha ayisha aisyah caasha casha asha asho ayshe aishatu aissatou aichatou
Xdja خديجه khadija khadijah kadija kadidja khadidja hadija hadijah khadeeja khadeja khatija hatice khadijo khadiijo
Xdja kadijo khodeja khodija khodeza khadiza khatiza khadijatou hadiza
mrym meriem mariem maryan maryama mariama mariame maryamu
ysf جوزيف جوزف joseph josef jozef josif iosef yosief yoosuf
ykb جاكوب jacob jakob
dwd داويت داود دايود ديفيد دافيد dawood dawud daoud daud dawoud david davud davood dawit
abrhm براهيم brahim ibrahima braheem brahem ibraahim ابرهيم
asml smail ismaila ismaciil ismaaciil ismacil esmaeel
ashk اسحاق اسحق ishaq ishak isaac eshaq eshak isak yishak
mkl مايكل ميكايل ميخاييل michael micheal mikael mikail mikhail
jbrl جبريل جبراييل جبرايل غابرييل gabriel jibril jebril jibreel
msa moses
jrj جورج george jorge
Xs خوسيه خوسي jose
Xwn خوان juan
aTmn عثمان othman uthman osman usman ousmane othmane cismaan cusmaan cisman
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
CX sk sheik shek saikh shekh
mya mian miyan meah miyah
Xtn katun khaton khatune hatun خاتن
sdka صديقه siddika siddiqa siddiqua sidika siddiqah siddeka
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
rjb recep
znb jaynab joynab jainab zainaba zaynaba saynab zeynep
hlma halimo xaliimo xalimo haleema
amna aamino amino
hsn xasan xassan hasen
al cali aali
abd cabdi
abdla cabdalla cabdullahi abdoulaye abdilahi
abdrhmn abdraxmaan abdraxman abdrehman
wldgbrl ولديجبرييل ولديغابرييل
abbkr boubacar boubakar bubakar abubacar
hbtla هبهالله hebatallah hebaallah hibaallah hibatullah hebatullah hebtallah
dlsnts ديلوسسانتوس ديلوسانتوس دلسانتوس delossantos
rys رييس ريس رييز reyez rayes
rksna روكسانا رخسانه روخسانا roksana rukhsana ruksana rokhsana roxana
sbrmnym subramanian subramanyan subrahmanyam
krCna كريشنا krisna kirishna krishnan
sr شري shri shree sree
Clt caaltuu caltu
mlwrq muluwork muluworq
njt نجاه
lkCm laxmi luxmi laxmy luxmy
lkCmn laxman
msmt mst most mosammat musammat mosamat mosammad musammad موسماه مسماه موسمات مسمات
bgm بيغم بيجوم بيكم بيغوم begum begom begam bagum
srdr shardar sharder
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
