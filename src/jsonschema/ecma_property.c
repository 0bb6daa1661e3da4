/*
 * ecma_property.c
 *		Unicode properties in patterns.
 *
 * PCRE2 reads names loosely and takes a script's name alone for its extensions;
 * ECMA-262 does neither, so the names are checked here.  A name that PCRE2 is too old
 * for is a fault that PCRE2 reports.
 *
 * Source: ECMA-262, section 22.2.2.9, tables 67 to 69; Unicode, PropertyValueAliases.
 */
#include "jsonschema/ecma_parts.h"

#include <string.h>

/* Each value of General_Category: the name for PCRE2, then all that ECMA-262 knows. */
static const char *const categories[][4] = {
	{"C", "C", "Other"},
	{"Cc", "Cc", "Control", "cntrl"},
	{"Cf", "Cf", "Format"},
	{"Cn", "Cn", "Unassigned"},
	{"Co", "Co", "Private_Use"},
	{"Cs", "Cs", "Surrogate"},
	{"L", "L", "Letter"},
	{"L&", "LC", "Cased_Letter"},
	{"Ll", "Ll", "Lowercase_Letter"},
	{"Lm", "Lm", "Modifier_Letter"},
	{"Lo", "Lo", "Other_Letter"},
	{"Lt", "Lt", "Titlecase_Letter"},
	{"Lu", "Lu", "Uppercase_Letter"},
	{"M", "M", "Mark", "Combining_Mark"},
	{"Mc", "Mc", "Spacing_Mark"},
	{"Me", "Me", "Enclosing_Mark"},
	{"Mn", "Mn", "Nonspacing_Mark"},
	{"N", "N", "Number"},
	{"Nd", "Nd", "Decimal_Number", "digit"},
	{"Nl", "Nl", "Letter_Number"},
	{"No", "No", "Other_Number"},
	{"P", "P", "Punctuation", "punct"},
	{"Pc", "Pc", "Connector_Punctuation"},
	{"Pd", "Pd", "Dash_Punctuation"},
	{"Pe", "Pe", "Close_Punctuation"},
	{"Pf", "Pf", "Final_Punctuation"},
	{"Pi", "Pi", "Initial_Punctuation"},
	{"Po", "Po", "Other_Punctuation"},
	{"Ps", "Ps", "Open_Punctuation"},
	{"S", "S", "Symbol"},
	{"Sc", "Sc", "Currency_Symbol"},
	{"Sk", "Sk", "Modifier_Symbol"},
	{"Sm", "Sm", "Math_Symbol"},
	{"So", "So", "Other_Symbol"},
	{"Z", "Z", "Separator"},
	{"Zl", "Zl", "Line_Separator"},
	{"Zp", "Zp", "Paragraph_Separator"},
	{"Zs", "Zs", "Space_Separator"}
};

/* Properties without a value. */
static const char binary_properties[] =
	" AHex ASCII ASCII_Hex_Digit Alpha Alphabetic Bidi_C Bidi_Control Bidi_M "
	"Bidi_Mirrored CI CWCF CWCM CWKCF CWL CWT CWU Case_Ignorable Cased "
	"Changes_When_Casefolded Changes_When_Casemapped Changes_When_Lowercased "
	"Changes_When_NFKC_Casefolded Changes_When_Titlecased Changes_When_Uppercased DI "
	"Dash Default_Ignorable_Code_Point Dep Deprecated Dia Diacritic EBase EComp EMod "
	"EPres Emoji Emoji_Component Emoji_Modifier Emoji_Modifier_Base Emoji_Presentation "
	"Ext ExtPict Extended_Pictographic Extender Gr_Base Gr_Ext Grapheme_Base "
	"Grapheme_Extend Hex Hex_Digit IDC IDS IDSB IDST IDS_Binary_Operator "
	"IDS_Trinary_Operator ID_Continue ID_Start Ideo Ideographic Join_C Join_Control LOE "
	"Logical_Order_Exception Lower Lowercase Math NChar Noncharacter_Code_Point Pat_Syn "
	"Pat_WS Pattern_Syntax Pattern_White_Space QMark Quotation_Mark RI Radical "
	"Regional_Indicator SD STerm Sentence_Terminal Soft_Dotted Term Terminal_Punctuation "
	"UIdeo Unified_Ideograph Upper Uppercase VS Variation_Selector WSpace White_Space "
	"XIDC XIDS XID_Continue XID_Start ";

/* The values of Script and Script_Extensions. */
static const char scripts[] =
	" Adlam Adlm Aghb Ahom Anatolian_Hieroglyphs Arab Arabic Armenian Armi Armn Avestan "
	"Avst Bali Balinese Bamu Bamum Bass Bassa_Vah Batak Batk Beng Bengali Berf "
	"Beria_Erfe Bhaiksuki Bhks Bopo Bopomofo Brah Brahmi Brai Braille Bugi Buginese Buhd "
	"Buhid Cakm Canadian_Aboriginal Cans Cari Carian Caucasian_Albanian Chakma Cham Cher "
	"Cherokee Chorasmian Chrs Common Copt Coptic Cpmn Cprt Cuneiform Cypriot "
	"Cypro_Minoan Cyrillic Cyrl Deseret Deva Devanagari Diak Dives_Akuru Dogr Dogra Dsrt "
	"Dupl Duployan Egyp Egyptian_Hieroglyphs Elba Elbasan Elym Elymaic Ethi Ethiopic "
	"Gara Garay Geor Georgian Glag Glagolitic Gong Gonm Goth Gothic Gran Grantha Greek "
	"Grek Gujarati Gujr Gukh Gunjala_Gondi Gurmukhi Guru Gurung_Khema Han Hang Hangul "
	"Hani Hanifi_Rohingya Hano Hanunoo Hatr Hatran Hebr Hebrew Hira Hiragana Hluw Hmng "
	"Hmnp Hung Imperial_Aramaic Inherited Inscriptional_Pahlavi Inscriptional_Parthian "
	"Ital Java Javanese Kaithi Kali Kana Kannada Katakana Kawi Kayah_Li Khar Kharoshthi "
	"Khitan_Small_Script Khmer Khmr Khoj Khojki Khudawadi Kirat_Rai Kits Knda Krai Kthi "
	"Lana Lao Laoo Latin Latn Lepc Lepcha Limb Limbu Lina Linb Linear_A Linear_B Lisu "
	"Lyci Lycian Lydi Lydian Mahajani Mahj Maka Makasar Malayalam Mand Mandaic Mani "
	"Manichaean Marc Marchen Masaram_Gondi Medefaidrin Medf Meetei_Mayek Mend "
	"Mende_Kikakui Merc Mero Meroitic_Cursive Meroitic_Hieroglyphs Miao Mlym Modi Mong "
	"Mongolian Mro Mroo Mtei Mult Multani Myanmar Mymr Nabataean Nag_Mundari Nagm Nand "
	"Nandinagari Narb Nbat New_Tai_Lue Newa Nko Nkoo Nshu Nushu Nyiakeng_Puachue_Hmong "
	"Ogam Ogham Ol_Chiki Ol_Onal Olck Old_Hungarian Old_Italic Old_North_Arabian "
	"Old_Permic Old_Persian Old_Sogdian Old_South_Arabian Old_Turkic Old_Uyghur Onao "
	"Oriya Orkh Orya Osage Osge Osma Osmanya Ougr Pahawh_Hmong Palm Palmyrene "
	"Pau_Cin_Hau Pauc Perm Phag Phags_Pa Phli Phlp Phnx Phoenician Plrd Prti "
	"Psalter_Pahlavi Qaac Qaai Rejang Rjng Rohg Runic Runr Samaritan Samr Sarb Saur "
	"Saurashtra Sgnw Sharada Shavian Shaw Shrd Sidd Siddham Sidetic Sidt SignWriting "
	"Sind Sinh Sinhala Sogd Sogdian Sogo Sora Sora_Sompeng Soyo Soyombo Sund Sundanese "
	"Sunu Sunuwar Sylo Syloti_Nagri Syrc Syriac Tagalog Tagb Tagbanwa Tai_Le Tai_Tham "
	"Tai_Viet Tai_Yo Takr Takri Tale Talu Tamil Taml Tang Tangsa Tangut Tavt Tayo Telu "
	"Telugu Tfng Tglg Thaa Thaana Thai Tibetan Tibt Tifinagh Tirh Tirhuta Tnsa Todhri "
	"Todr Tolong_Siki Tols Toto Tulu_Tigalari Tutg Ugar Ugaritic Unknown Vai Vaii Vith "
	"Vithkuqi Wancho Wara Warang_Citi Wcho Xpeo Xsux Yezi Yezidi Yi Yiii "
	"Zanabazar_Square Zanb Zinh Zyyy Zzzz ";

/* Is a name in a list, each between two blanks? */
static bool
IsListed(const char *list, const char *name, size_t length)
{
	const char *at = list;

	while (*at != '\0')
	{
		const char *end = strchr(++at, ' ');

		if ((size_t) (end - at) == length && memcmp(at, name, length) == 0)
			return true;
		at = end + 1 - (end[1] != '\0');
	}
	return false;
}

static const char *
CategoryOf(const char *name, size_t length)
{
	size_t		i;
	int			j;

	for (i = 0; i < sizeof(categories) / sizeof(categories[0]); i++)
	{
		for (j = 1; j < 4 && categories[i][j] != NULL; j++)
		{
			if (strlen(categories[i][j]) == length &&
				memcmp(categories[i][j], name, length) == 0)
				return categories[i][0];
		}
	}
	return NULL;
}

static bool
Equals(const char *name, size_t length, const char *other)
{
	return strlen(other) == length && memcmp(name, other, length) == 0;
}

static void
PutProperty(EcmaReader *reader, bool negated, const char *prefix, const char *name,
			size_t length)
{
	char		copy[64];

	memcpy(copy, name, length);
	copy[length] = '\0';
	EcmaPut(reader, negated ? "\\P{" : "\\p{");
	EcmaPut(reader, prefix);
	EcmaPut(reader, copy);
	EcmaPut(reader, "}");
}

/* A property with a value; returns false when there is no such thing. */
static bool
PutValue(EcmaReader *reader, bool negated, const char *name, size_t length,
		 const char *value, size_t value_length)
{
	bool		extended = Equals(name, length, "Script_Extensions") || Equals(name, length, "scx");

	if (Equals(name, length, "General_Category") || Equals(name, length, "gc"))
	{
		const char *category = CategoryOf(value, value_length);

		if (category == NULL)
			return false;
		PutProperty(reader, negated, "", category, strlen(category));
		return true;
	}
	if ((extended || Equals(name, length, "Script") || Equals(name, length, "sc")) &&
		IsListed(scripts, value, value_length))
	{
		PutProperty(reader, negated, extended ? "scx:" : "sc:", value, value_length);
		return true;
	}
	return false;
}

/* A property without a value, or a value of General_Category alone. */
static bool
PutName(EcmaReader *reader, bool negated, const char *name, size_t length)
{
	const char *category = CategoryOf(name, length);

	if (category != NULL)
		PutProperty(reader, negated, "", category, strlen(category));
	else if (Equals(name, length, "Any"))
		PutProperty(reader, negated, "", "Any", 3);
	else if (Equals(name, length, "Assigned"))
		PutProperty(reader, !negated, "", "Cn", 2);
	else if (IsListed(binary_properties, name, length))
		PutProperty(reader, negated, "", name, length);
	else
		return false;
	return true;
}

bool
EcmaReadProperty(EcmaReader *reader, bool negated)
{
	const char *name = reader->scan.at + 1;
	const char *equals;
	const char *end;

	if (ScanPeek(&reader->scan) != '{')
		return EcmaFail(reader, reader->scan.at, "a property needs braces");
	end = memchr(name, '}', (size_t) (reader->scan.end - name));
	if (end == NULL)
		return EcmaFail(reader, reader->scan.at, "a property needs a closing brace");
	reader->scan.at = end + 1;

	equals = memchr(name, '=', (size_t) (end - name));
	if (equals != NULL ?
		PutValue(reader, negated, name, (size_t) (equals - name),
				 equals + 1, (size_t) (end - equals - 1)) :
		PutName(reader, negated, name, (size_t) (end - name)))
		return true;
	return EcmaFail(reader, name, "unknown property of characters");
}
