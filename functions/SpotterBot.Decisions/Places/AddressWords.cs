using System.Collections.Frozen;

namespace SpotterBot.Decisions.Places;

/// <summary>What the words of an address are, and how their short forms are spoken. An address stays in its own language, whoever hears it.</summary>
internal static class AddressWords
{
    /// <summary>Stand behind a street's name, in English; some also before it, as in "Avenue Road".</summary>
    private static readonly FrozenDictionary<string, string> TypesBehind = Map(
        "st street|street|rd road|road|ave avenue|av avenue|avenue|dr drive|drive|ln lane|lane|blvd boulevard|boulevard|cres crescent|cr crescent|crescent|crt court|ct court|court|pl place|place|"
        + "way|terr terrace|ter terrace|terrace|pkwy parkway|parkway|sq square|square|trl trail|tr trail|trail|cir circle|circle|close|row|gate|gardens|gdns gardens|grove|mews|hill|walk|park|quay|"
        + "parade|green|rise|drove|heights|hts heights|landing|common|bay|cove|point|pt point|view|loop|path|mall|crossing|esplanade|promenade|line|sideroad|concession|turnpike|alley|wynd|brae|vale|villas|cottages|estate|buildings");

    /// <summary>Stand before a street's name, in French.</summary>
    private static readonly FrozenDictionary<string, string> TypesBefore = Map(
        "rue|avenue|av avenue|boulevard|boul boulevard|bd boulevard|blvd boulevard|chemin|ch chemin|chem chemin|place|pl place|montee|cote|impasse|allee|ruelle|rang|rg rang|croissant|promenade|carre|quai|terrasse|cours|square|route|rte route|passage|esplanade|sentier");

    /// <summary>Small words that follow a French street's type: with one of these the type stands before.</summary>
    private static readonly FrozenSet<string> FrenchParticles = Set("de du des la le les l d st ste saint sainte");

    private static readonly FrozenDictionary<string, string> Directions = Map(
        "upper|lower|n north|s south|e east|w west|ne northeast|nw northwest|se southeast|sw southwest|north|south|east|west|northeast|northwest|southeast|southwest|o ouest|ouest|est|nord|sud");

    /// <summary>Doors within an address: spoken with it.</summary>
    private static readonly FrozenDictionary<string, string> Units = Map(
        "apt apartment|appt appartement|apartment|app appartement|appartement|unit|unite|ste suite|suite|bureau|flat|room|rm room|chambre|fl floor|floor|etage|lot|bldg building|building|tower|tour|block|site|comp compartment|compartment|space|spot|stall|berth|cabin|trailer|pod|door");

    /// <summary>Begin what is said of getting in.</summary>
    private static readonly FrozenSet<string> Access = Set(
        "buzzer buzz code entry enter gate key keys lockbox back front basement side rear upstairs downstairs dog dogs cat cats pet pets unlocked locked lobby elevator stairs intercom ring knock window porch"
        + " door doors sonnette sonnez interphone porte sous-sol chien chiens chat chats cle deverrouillee ouverte concierge superintendent push press ask through use");

    /// <summary>Towns that begin with a direction: "Queen Street North Bay" is in North Bay.</summary>
    private static readonly FrozenSet<string> DirectedTowns = new[]
    {
        "NORTHBAY", "NORTHYORK", "EASTYORK", "NORTHVANCOUVER", "WESTVANCOUVER", "WESTKELOWNA", "NORTHBATTLEFORD", "EASTANGUS", "NORTHHAMPTON", "SOUTHBEND", "EASTORANGE", "WESTPALMBEACH",
        "NORTHLASVEGAS", "SOUTHSHIELDS", "NORTHSHIELDS", "EASTKILBRIDE", "EASTBOURNE", "SOUTHRIVER", "NORTHSYDNEY", "WESTLORNE", "NORTHPERTH", "SOUTHSAN",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Landmarks = Set(
        "behind near nearby beside across corner under underneath outside intersection park shelter hotel motel inn mall plaza station library hospital church mosque temple school college university bridge tent camp encampment"
        + " campground lot garage trailer underpass overpass ravine creek beach stairwell laundromat washroom restroom hostel bus van truck car alley river lake dock marina field woods trail derriere pres sous pont parc gare eglise"
        + " camping refuge auberge ruelle terrain campement canal rooming squat skatepark cemetery dumpster parking tim tims walmart");

    /// <summary>Begin a field that tells where something is, rather than naming a town.</summary>
    private static readonly FrozenSet<string> Prepositions = Set("behind near nearby beside across under underneath outside in inside at by off past between next north south east west on opposite above below derriere pres sous entre dans a face cote over along around the my our it its i");

    public static bool IsTypeBehind(string word) => TypesBehind.ContainsKey(Fold(word));

    public static bool IsTypeBefore(string word) => TypesBefore.ContainsKey(Fold(word));

    public static bool IsFrenchParticle(string word) => FrenchParticles.Contains(Fold(word)) || Fold(word).StartsWith("d'", StringComparison.Ordinal) || Fold(word).StartsWith("l'", StringComparison.Ordinal);

    public static bool IsDirection(string word) => Directions.ContainsKey(Fold(word));

    public static bool IsUnit(string word) => Units.ContainsKey(Fold(word)) || word.StartsWith('#');

    public static bool IsAccess(string word) => Access.Contains(Fold(word));

    public static bool IsLandmark(string word) => Landmarks.Contains(Fold(word));

    public static bool IsPreposition(string word) => Prepositions.Contains(Fold(word));

    /// <summary>What stands behind it is near, and not where they are.</summary>
    public static bool IsNear(string word) => Fold(word) is "near" or "outside" or "past" or "before" or "toward" or "towards" or "beyond" or "pres";

    /// <summary>A number in a word, as it may begin an address: Two Bloor West.</summary>
    public static bool IsCount(string word) => Fold(word) is "one" or "two" or "three" or "four" or "five" or "six" or "seven" or "eight" or "nine" or "ten";

    public static bool IsDirectedTown(string first, string second) => DirectedTowns.Contains(Regions.Fold(first + second));

    /// <summary>A type behind its name, in full: Street for St.</summary>
    public static string TypeBehind(string word) => In(TypesBehind, word);

    public static string TypeBefore(string word) => In(TypesBefore, word);

    /// <summary>An E is Est in a French street and East in an English one.</summary>
    public static string Direction(string word, bool french) => french && Fold(word) is var letter and ("n" or "s" or "e" or "o")
        ? letter switch { "n" => "Nord", "s" => "Sud", "e" => "Est", _ => "Ouest" }
        : In(Directions, word);

    public static string Unit(string word) => In(Units, word);

    /// <summary>Lower case, without accents, dots and commas.</summary>
    public static string Fold(string word) => Texts.Folding.Fold(word).Replace('’', '\'').Trim('.', ',', ';', ':', '(', ')').ToLowerInvariant();

    /// <summary>The full form, with the capital that the word had; the word itself where it is one already.</summary>
    private static string In(FrozenDictionary<string, string> map, string word) =>
        !map.TryGetValue(Fold(word), out var full) || full == Fold(word) ? word.TrimEnd('.', ',')
        : char.IsUpper(word[0]) ? char.ToUpperInvariant(full[0]) + full[1..] : full;

    private static FrozenDictionary<string, string> Map(string words) =>
        words.Split('|').Select(w => w.Split(' ')).ToFrozenDictionary(w => w[0], w => w[^1], StringComparer.Ordinal);

    private static FrozenSet<string> Set(string words) => words.Split(' ').ToFrozenSet(StringComparer.Ordinal);
}
