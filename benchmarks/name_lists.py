"""Common given and family names for invented people, the most frequent first: Arabic, then Latin spellings.

An underscore stands for a space within a spelling. Nobody in particular is meant by any combination.
"""

from typing import Final

ARAB_MEN: Final = """
محمد Mohammed Muhammad Mohamed Mohammad Mohamad Mohd
أحمد Ahmad Ahmed Ahmet
علي Ali Aly
محمود Mahmoud Mahmood Mahmud
خالد Khaled Khalid
عمر Omar Umar Omer
يوسف Yousef Youssef Yusuf Yousif
إبراهيم Ibrahim Ebrahim Ibraheem Brahim
حسن Hassan Hasan
حسين Hussein Hussain Husain Hossein
مصطفى Mustafa Mostafa Moustafa Mustapha
عبد_الله Abdullah Abdallah Abdalla Abd_Allah Abdulla
عبد_الرحمن Abdulrahman Abdul_Rahman Abdel_Rahman Abd_al-Rahman Abdurrahman
سعيد Saeed Said Saied
سامي Sami Samy
سمير Samir Sameer
وليد Walid Waleed
رائد Raed Ra'ed Raid
فادي Fadi Fady
طارق Tariq Tarek Tareq Tarik
زياد Ziad Zeyad Ziyad
ماجد Majed Majid Maged
ناصر Nasser Nasir Naser
عمار Ammar Amar
إسماعيل Ismail Ismael Esmail Ismaeel
سليمان Suleiman Sulaiman Soliman Sleiman
داود Dawood Daoud Dawud
عيسى Issa Eisa Isa
موسى Musa Moussa Mousa
يحيى Yahya Yehia Yahia
زكريا Zakaria Zakariya Zakarya
جمال Jamal Gamal Djamal
جميل Jamil Jameel Gamil
كريم Karim Kareem
كمال Kamal Kamel
نبيل Nabil Nabeel
هيثم Haitham Haytham Haithem
حمزة Hamza Hamzah Hamzeh
بلال Bilal Belal
أنس Anas Anes
معاذ Muath Moath Muadh Moaz
حذيفة Huthaifa Hudhaifa Huzaifa
منذر Munther Mondher Monzer
رياض Riyad Riad Reyad Riyadh
فارس Fares Faris
قاسم Qasim Qasem Kassem Kasim
صالح Saleh Salih
صلاح Salah
عادل Adel Adil
عثمان Othman Uthman Osman
فيصل Faisal Faysal Feisal
غسان Ghassan Gassan
باسل Basel Basil
ثامر Thamer Thamir
إياد Eyad Iyad Iyyad
لؤي Luay Loai Louay
مؤيد Moayad Muayyad
أيمن Ayman Aiman
أنور Anwar Anouar
أشرف Ashraf Achraf
عماد Emad Imad
نضال Nidal Nedal Nidhal
نور_الدين Noureddine Nour_El_Din Nooruddin Noureldin
صلاح_الدين Salah_al-Din Salahuddin Salaheddine
عبد_القادر Abdulqader Abdelkader Abdul_Qadir
عبد_العزيز Abdulaziz Abdelaziz Abdul_Aziz
عبد_الكريم Abdulkarim Abdelkarim Abdul_Kareem
هاشم Hashem Hashim
عاصم Asem Asim
مهند Mohannad Muhannad
شادي Shadi Shady Chadi
جعفر Jaafar Jafar Gaafar
حازم Hazem Hazim
رضا Reda Rida Ridha
سيد Sayed Sayyed Syed
عوض Awad Awadh
ياسين Yasin Yaseen Yassine
"""

ARAB_WOMEN: Final = """
فاطمة Fatima Fatma Fatimah Fatema Fatmeh
مريم Mariam Maryam Meryem
عائشة Aisha Aysha Ayesha Aicha
زينب Zainab Zaynab Zeinab Zineb
نور Nour Noor Nur
سارة Sara Sarah
آية Aya Ayah
هبة Hiba Heba Hebah
رنا Rana
رانيا Rania Ranya
ليلى Layla Laila Leila
منى Mona Muna
هدى Huda Hoda
أمل Amal Amel
إيمان Iman Eman Imane
آمنة Amna Amneh Aamna
أمينة Amina Aminah Ameena
خديجة Khadija Khadijah Khadeeja
سلمى Salma Selma
سعاد Suad Souad
نادية Nadia Nadya
سميرة Samira Sameera
كريمة Karima Kareema
دعاء Duaa Doaa Dua
شيماء Shaima Shaimaa Chaima
أسماء Asma Asmaa
إسراء Esraa Israa Isra
آلاء Alaa Alaa'
رحمة Rahma Rahmah
ياسمين Yasmin Yasmeen Yasmine
رغد Raghad Raghd
غادة Ghada Gada
وفاء Wafa Wafaa Ouafa
حنان Hanan Hanane
سوسن Sawsan Sausan
بثينة Buthaina Bothaina Buthayna
ثريا Thuraya Soraya Thoraya
روان Rawan Rawane
ريم Reem Rim
لينا Lina Leena
دينا Dina Deena
نجاة Najat Nagat
حياة Hayat Hayet
أم_كلثوم Um_Kulthum Umm_Kulthoum Om_Kalthoum
فاطمة_الزهراء Fatima_Zahra Fatima_al-Zahra
جميلة Jamila Jameela Gamila
سناء Sanaa Sana
رقية Ruqaya Rukaya Ruqayyah
صفاء Safa Safaa
بتول Batool Batoul
لبنى Lubna Loubna Lobna
إلهام Ilham Elham
نهى Nuha Noha
ميساء Maysa Maisa Mayssa
"""

ARAB_FAMILIES: Final = """
القحطاني Al-Qahtani Alqahtani Gahtani
المصري Al-Masri Al_Masry Almasri
العبيدي Al-Obeidi Alobaidi Ubaidi
الخطيب Al-Khatib Alkhateeb Khatib
الزعبي Al-Zoubi Alzoubi Zoubi Zu'bi
الحوراني Al-Hourani Hourani Alhourani
الشامي Al-Shami Ash-Shami Alshami
الحلبي Al-Halabi Halabi
الحمصي Al-Homsi Homsi Humsi
النجار Al-Najjar An-Najjar Najjar
الحداد Al-Haddad Haddad
الصباغ Al-Sabbagh As-Sabbagh Sabbagh
التميمي Al-Tamimi At-Tamimi Tamimi
الأنصاري Al-Ansari Ansari
الرفاعي Al-Rifai Ar-Rifai Refai
العمري Al-Omari Alomari Omari
الطراونة Al-Tarawneh Tarawneh Tarawnah
المجالي Al-Majali Majali
العجارمة Al-Ajarmeh Ajarmeh
الخوالدة Al-Khawaldeh Khawaldeh Khawalda
الشوابكة Al-Shawabkeh Shawabkeh
العدوان Al-Adwan Adwan
بني_حسن Bani_Hassan Beni_Hasan
أبو_زيد Abu_Zaid Abou_Zeid Abuzaid
أبو_بكر Abu_Bakr Abu_Bakar Abubakr
أبو_حمدان Abu_Hamdan Abo_Hamdan
عودة Odeh Awda Auda
عواد Awwad Awad
حمدان Hamdan Hamdane
سلامة Salameh Salama Salamah
منصور Mansour Mansoor Mansur
قاسم Qasem Kassem Qasim
عثمان Othman Osman
إدريس Idris Idrees Edris
الطيب El-Tayeb Al-Tayeb Eltayeb
النور El-Nour An-Nour Elnour
الجبوري Al-Jubouri Al-Jabouri Aljubouri
الدليمي Al-Dulaimi Ad-Dulaimi Duleimi
الربيعي Al-Rubaie Ar-Rubaie Alrubaie
السامرائي Al-Samarrai As-Samarrai
الحسيني Al-Husseini Husaini Alhusseini
الشريف Al-Sharif Ash-Sharif Cherif
صيام Siam Seyam
درويش Darwish Darweesh Darwiche
شاهين Shaheen Shahin Chahine
خليل Khalil Khaleel
إسماعيل Ismail Ismael
يوسف Yousef Youssef
سليم Salim Saleem Selim
سالم Salem Salim
رمضان Ramadan Ramadhan
جابر Jaber Jabir Gaber
زيدان Zidan Zeidan Zaydan
شحادة Shehadeh Shahada Shihadeh
طه Taha
غانم Ghanem Ghanim
فرحات Farhat Ferhat
كنعان Kanaan Canaan
مراد Murad Mourad
نصر_الله Nasrallah Nasr_Allah
عطا_الله Atallah Ata_Allah Attallah
"""

BENGALI_GIVEN: Final = """
رحيمة Rahima Rohima Raheema
فاطمة Fatema Fatima Fathema
شيرين Shirin Shireen Sirin
نسرين Nasrin Nasreen Nasrine
تسليمة Taslima Taslema
سلطانة Sultana Soltana
روكسانا Roksana Ruksana Roxana
جاسمين Jasmin Jesmin
موني Moni Mony
حليمة Halima Haleema
ماجدة Mazeda Majeda
شهناز Shahnaz Shahanaz
ريما Rima Reema
ليبي Lipi Lipy
شاهدة Shahida Shaheda
نازما Nazma Najma
بروين Parvin Parveen Perveen
محمد Md Mohammad Muhammad
جمال_الدين Jamal_Uddin Jamaluddin
عبد_الكريم Abdul_Karim Abdulkarim
مزنور Mizanur Mijanur
شفيق Shafiqul Shofiqul
ساتي Sathi Sati
خديجة Khadiza Khadija
حسينة Hasina Hashina
"""

BENGALI_FAMILIES: Final = """
أختر Akter Akhter Akther Aktar
بيغم Begum Begam
خاتون Khatun Khatoon
رحمن Rahman Rahaman
إسلام Islam Eslam
حسين Hossain Hussain Hossen
حق Haque Hoque Haq
مياه Mia Miah
سردار Sardar Sarder
شيخ Sheikh Sk Shaikh
مولا Molla Mollah
تشودري Chowdhury Choudhury Chaudhury
كريم Karim Kareem
علم Alam
علي Ali Aly
بيبي Bibi Beebi
"""

SOUTH_ASIAN_GIVEN: Final = """
نيلانثي Nilanthi Nelanthi
شاندريكا Chandrika Chandrica
ديلروكشي Dilrukshi Dilrukshy
بريانكا Priyanka Prianka
كافيثا Kavitha Kavita
سونيتا Sunita Suneetha Sunitha
لاكشمي Lakshmi Laxmi
مايا Maya
سيتا Sita Seetha Seeta
غيتا Gita Geeta Geetha
راجان Rajan Rajen
رانجيت Ranjit Ranjith
سوريش Suresh Suresch
أنيتا Anita Aneeta
راديكا Radhika Radika
ماليكا Mallika Malika
نيمال Nimal Neemal
أنوشا Anusha Anoosha
بوشبا Pushpa
كريشنا Krishna Krisna
سارثا Saritha Sarita
إندرا Indra
"""

SOUTH_ASIAN_FAMILIES: Final = """
كوماري Kumari Kumary
كومار Kumar Kumara
ديفي Devi Debi
سيلفا Silva Sylva
دي_سيلفا De_Silva Desilva
بيريرا Perera Pereira
فرناندو Fernando
تامانغ Tamang
غورونغ Gurung Gurong
شريستا Shrestha Srestha
ثابا Thapa Tapa
بهادور Bahadur Bahadoor
راي Rai Ray
سينغ Singh Sing
كور Kaur Kour
نايار Nair Nayar
خان Khan
شاه Shah Sha
جاياواردينا Jayawardena Jayewardene
"""

ETHIOPIAN_GIVEN: Final = """
تيغيست Tigist Tegest Tigest
مهرت Mehret Mihret Meheret
ألماز Almaz Elmaz
هيوت Hiwot Hiwet Heywot
سلاماويت Selamawit Selamawite
جينيت Genet Gennet
مسرت Meseret Messeret
بيرتوكان Birtukan Bertukan
زينبيش Zenebech Zenebich
رحيل Rahel Raheel
سارة Sara Sarah
حنا Hanna Hana
مارتا Marta Martha
شالتو Chaltu Caltu
ليلتو Leltu Lelitu
زهرة Zahra Zehra
فاطمة Fatuma Fatima
أببا Abeba Ababa
"""

ETHIOPIAN_FATHERS: Final = """
كبيدي Kebede Kebbede
أبيبي Abebe Abebbe
تسفاي Tesfaye Tesfay
هايلي Haile Hayle
بكيلي Bekele Bekelle
محمد Mohammed Mohamed Muhammed
أحمد Ahmed Ahmad
وركو Worku Werku
تاديسي Tadesse Taddese
جرما Girma Germa
منغستو Mengistu Mengestu
ديميسي Demissie Demise
يوهانس Yohannes Yohanes
داويت Dawit Daweet
غبري_مريم Gebremariam Gebre_Mariam G/Mariam
ولدي_مريم Woldemariam Wolde_Mariam W/Mariam
"""

FILIPINO_GIVEN: Final = """
ماريا Maria Ma Marya
ماري_غريس Mary_Grace Marygrace
جينيلين Jennylyn Jenelyn Jennilyn
روزالي Rosalie Rosaly
لورنا Lorna
آنالين Analyn Annalyn
كريستينا Cristina Kristina Christina
ماريسيل Maricel Marisel
جوي Joy
غلوريا Gloria
روز_ماري Rose_Marie Rosemarie
أنجيلا Angela Anjela
جوسلين Jocelyn Joselyn
شيرلي Shirley Sherly
إيملدا Imelda Emelda
"""

FILIPINO_FAMILIES: Final = """
سانتوس Santos
ريس Reyes Reyez
كروز Cruz
ديلا_كروز Dela_Cruz De_la_Cruz Delacruz
باوتيستا Bautista Baustista
غارسيا Garcia
راموس Ramos
ميندوزا Mendoza
غونزاليس Gonzales Gonzalez
لوبيز Lopez
فيلانويفا Villanueva
راميريز Ramirez
أكينو Aquino
توريس Torres
فلوريس Flores
كاستيلو Castillo Castilio
دومينغو Domingo
سالازار Salazar
ميركادو Mercado
"""

EAST_AFRICAN_GIVEN: Final = """
فاطمة Fatuma Fatma
خديجة Hadija Khadija Hadijah
مريم Mariamu Mariam
عائشة Aisha Asha
رحمة Rehema Rahma
زينب Zainabu Zainab
غريس Grace
ميرسي Mercy Mercie
فيث Faith
نورة Nura Noora
صفية Safiya Safia
"""

EAST_AFRICAN_FAMILIES: Final = """
جمعة Juma Jumaa
سعيد Saidi Said
علي Ali
حميسي Hamisi Khamis
وانجيرو Wanjiru Wanjeru
نجيري Njeri
أشينغ Achieng Acheng
أوتينو Otieno Oteno
كيبت Kibet Kebet
ناموبيرو Namubiru Nambiru
ناكاتو Nakato
عبدي Abdi
حسن Hassan Hasan
عبد_الله Abdullahi Abdalla
"""
