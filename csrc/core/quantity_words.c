/* the vocabulary of quantities: units, ordinals, words that make a number vague. */
#include "quantity_parts.h"

static const char *const units[] = {
    "km",   "m",    "cm",  "mm",  "mi",  "ft",  "in",     "yd",    "nmi", /* 0 lengths */
    "kg",   "g",    "mg",  "t",   "lb",  "oz",                            /* 9 weights; a ton of either kind is t */
    "l",    "ml",   "gal", "bbl",                                         /* 15 volumes */
    "ha",   "acre",                                                       /* 19 areas */
    "km/h", "mph",  "kn",                                                 /* 21 speeds */
    "W",    "kW",   "MW",  "GW",  "TWh", "MWh", "kWh",    "GWh",          /* 24 power and energy */
    "B",    "kB",   "MB",  "GB",  "TB",                                   /* 32 data */
    "Hz",   "kHz",  "MHz", "GHz", "V",   "dB",  "bushel", "carat",        /* 37 others */
};

static const struct word_list vocabulary[] = {
    {"km kilometer kilometers kilometre kilometres", QUANTITY_UNIT, 0},
    {"meter meters metre metres", QUANTITY_UNIT, 1},
    {"cm centimeter centimeters centimetre centimetres", QUANTITY_UNIT, 2},
    {"mm millimeter millimeters millimetre millimetres", QUANTITY_UNIT, 3},
    {"mile miles mi mi.", QUANTITY_UNIT, 4},
    {"foot feet ft ft.", QUANTITY_UNIT, 5},
    {"inch inches", QUANTITY_UNIT, 6},
    {"yard yards", QUANTITY_UNIT, 7},
    {"kg kilo kilos kilogram kilograms kilogramme kilogrammes", QUANTITY_UNIT, 9},
    {"gram grams gramme grammes", QUANTITY_UNIT, 10},
    {"mg milligram milligrams", QUANTITY_UNIT, 11},
    {"ton tons tonne tonnes", QUANTITY_UNIT, 12},
    {"lb lbs lb. lbs.", QUANTITY_UNIT, 13},
    {"ounce ounces oz oz.", QUANTITY_UNIT, 14},
    {"liter liters litre litres", QUANTITY_UNIT, 15},
    {"milliliter milliliters millilitre millilitres ml", QUANTITY_UNIT, 16},
    {"gallon gallons", QUANTITY_UNIT, 17},
    {"barrel barrels", QUANTITY_UNIT, 18},
    {"hectare hectares ha", QUANTITY_UNIT, 19},
    {"acre acres", QUANTITY_UNIT, 20},
    {"kph kmh", QUANTITY_UNIT, 21},
    {"mph m.p.h.", QUANTITY_UNIT, 22},
    {"knot knots", QUANTITY_UNIT, 23},
    {"watt watts", QUANTITY_UNIT, 24},
    {"kw kilowatt kilowatts", QUANTITY_UNIT, 25},
    {"mw megawatt megawatts", QUANTITY_UNIT, 26},
    {"gw gigawatt gigawatts", QUANTITY_UNIT, 27},
    {"megabyte megabytes mb", QUANTITY_UNIT, 34},
    {"gigabyte gigabytes gb", QUANTITY_UNIT, 35},
    {"terabyte terabytes tb", QUANTITY_UNIT, 36},
    {"hertz hz", QUANTITY_UNIT, 37},
    {"mhz megahertz", QUANTITY_UNIT, 39},
    {"ghz gigahertz", QUANTITY_UNIT, 40},
    {"volt volts", QUANTITY_UNIT, 41},
    {"decibel decibels", QUANTITY_UNIT, 42},
    {"bushel bushels", QUANTITY_UNIT, 43},
    {"carat carats", QUANTITY_UNIT, 44},
    {"first", QUANTITY_ORDINAL, 1},
    {"second", QUANTITY_ORDINAL, 2},
    {"third", QUANTITY_ORDINAL, 3},
    {"fourth", QUANTITY_ORDINAL, 4},
    {"fifth", QUANTITY_ORDINAL, 5},
    {"sixth", QUANTITY_ORDINAL, 6},
    {"seventh", QUANTITY_ORDINAL, 7},
    {"eighth", QUANTITY_ORDINAL, 8},
    {"ninth", QUANTITY_ORDINAL, 9},
    {"tenth", QUANTITY_ORDINAL, 10},
    {"eleventh", QUANTITY_ORDINAL, 11},
    {"twelfth", QUANTITY_ORDINAL, 12},
    {"thirteenth", QUANTITY_ORDINAL, 13},
    {"fourteenth", QUANTITY_ORDINAL, 14},
    {"fifteenth", QUANTITY_ORDINAL, 15},
    {"sixteenth", QUANTITY_ORDINAL, 16},
    {"seventeenth", QUANTITY_ORDINAL, 17},
    {"eighteenth", QUANTITY_ORDINAL, 18},
    {"nineteenth", QUANTITY_ORDINAL, 19},
    {"twentieth", QUANTITY_ORDINAL, 20},
    {"hundredth", QUANTITY_ORDINAL, 100},
    {"thousandth", QUANTITY_ORDINAL, 1000},
    {"thirds", QUANTITY_PART, 3},
    {"quarter quarters", QUANTITY_PART, 4},
    {"fifths", QUANTITY_PART, 5},
    {"sixths", QUANTITY_PART, 6},
    {"eighths", QUANTITY_PART, 8},
    {"tenths", QUANTITY_PART, 10},
    {"percent pct percents", QUANTITY_PERCENT, 0},
    {"per", QUANTITY_PER, 0},
    {"cent", QUANTITY_CENT, 0},
    {"percentage", QUANTITY_PERCENTAGE, 0},
    {"basis", QUANTITY_BASIS, 0},
    {"point points", QUANTITY_POINTS, 0},
    {"square sq sq.", QUANTITY_SQUARE, 0},
    {"cubic", QUANTITY_CUBIC, 0},
    {"degree degrees", QUANTITY_DEGREES, 0},
    {"fahrenheit f", QUANTITY_FAHRENHEIT, 0},
    {"celsius centigrade c", QUANTITY_CELSIUS, 0},
    {"cents pence penny", QUANTITY_HUNDREDTH, 0},
    {"won real rand", QUANTITY_DOUBTFUL, 0},
    {"pound pounds", QUANTITY_POUNDS, 0},
    {"nearly almost about around approximately roughly some over under estimated approx. circa", QUANTITY_ABOUT, 0},
    {"more less fewer", QUANTITY_MORE, 0},
    {"than", QUANTITY_THAN, 0},
    {"at", QUANTITY_AT, 0},
    {"least most", QUANTITY_LEAST, 0},
    {"up", QUANTITY_UP, 0},
    {"to", QUANTITY_TO, 0},
    {"close", QUANTITY_CLOSE, 0},
    {"dozens hundreds thousands millions billions trillions", QUANTITY_MANY, 0},
    {"of", QUANTITY_OF, 0},
    {"a an", QUANTITY_A, 0},
    {"half", QUANTITY_HALF, 0},
    {"as many much few little several", QUANTITY_AS, 0},
};

bool quantity_words_fill(struct quantity_patterns *patterns)
{
    return word_table_fill(&patterns->words, vocabulary, sizeof vocabulary / sizeof *vocabulary);
}

const char *quantity_unit(int index)
{
    return index >= 0 && (size_t)index < sizeof units / sizeof *units ? units[index] : NULL;
}
