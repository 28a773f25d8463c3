using System.Collections.Frozen;
using System.Text;
using SpotterBot.Decisions.Texts;

namespace SpotterBot.Decisions.Places;

/// <summary>A province, a state, a nation of the United Kingdom, or an Irish county.</summary>
/// <param name="Code">Two letters in North America; else the name.</param>
/// <param name="Country"><c>CA</c>, <c>US</c>, <c>GB</c> or <c>IE</c>.</param>
internal sealed record Region(string Code, string Country);

/// <summary>Regions by whatever people call them, in English and French.</summary>
internal static class Regions
{
    /// <summary>Longest name, in words.</summary>
    public const int WordsMost = 4;

    private const string Canada =
        "AB Alberta Alta|BC British_Columbia Colombie_Britannique|MB Manitoba Man|NB New_Brunswick Nouveau_Brunswick|NL Newfoundland Newfoundland_and_Labrador Nfld Labrador Terre_Neuve|"
        + "NS Nova_Scotia Nouvelle_Ecosse|NT Northwest_Territories NWT|NU Nunavut|ON Ontario Ont|PE Prince_Edward_Island PEI|QC Quebec_province Que PQ|SK Saskatchewan Sask|YT Yukon";

    private const string UnitedStates =
        "AL Alabama|AK Alaska|AZ Arizona|AR Arkansas|CA California Calif|CO Colorado|CT Connecticut Conn|DE Delaware|FL Florida Fla|GA Georgia|HI Hawaii|ID Idaho|IL Illinois|IN Indiana|IA Iowa|"
        + "KS Kansas|KY Kentucky|LA Louisiana|ME Maine|MD Maryland|MA Massachusetts Mass|MI Michigan Mich|MN Minnesota Minn|MS Mississippi|MO Missouri|MT Montana|NE Nebraska|NV Nevada|"
        + "NH New_Hampshire|NJ New_Jersey|NM New_Mexico|NY New_York_State|NC North_Carolina|ND North_Dakota|OH Ohio|OK Oklahoma|OR Oregon|PA Pennsylvania|RI Rhode_Island|SC South_Carolina|"
        + "SD South_Dakota|TN Tennessee Tenn|TX Texas|UT Utah|VT Vermont|VA Virginia|WA Washington_State|WV West_Virginia|WI Wisconsin|WY Wyoming|DC District_of_Columbia";

    private const string Kingdom = "England|Scotland|Wales Cymru|Northern_Ireland";

    private static readonly string[] IrishCounties =
        ["Carlow", "Cavan", "Clare", "Cork", "Donegal", "Dublin", "Galway", "Kerry", "Kildare", "Kilkenny", "Laois", "Leitrim", "Limerick", "Longford", "Louth", "Mayo", "Meath",
         "Monaghan", "Offaly", "Roscommon", "Sligo", "Tipperary", "Waterford", "Westmeath", "Wexford", "Wicklow"];

    private static readonly string[] UlsterCounties = ["Antrim", "Armagh", "Down", "Fermanagh", "Londonderry", "Tyrone", "Durham"];

    private static readonly FrozenSet<string> CountryNames = new[] { "CANADA", "USA", "US", "UNITEDSTATES", "UNITEDSTATESOFAMERICA", "UK", "UNITEDKINGDOM", "GREATBRITAIN", "IRELAND", "EIRE" }
        .ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, Region> ByName = Read();

    /// <summary>The region that is called so; null where none is. Capitals, dots and accents tell nothing: <c>b.c.</c> is BC.</summary>
    public static Region? Of(string words) => ByName.GetValueOrDefault(Fold(words));

    /// <summary>A region by the name of a city, which alone means the city: Montréal, Québec.</summary>
    public static Region? OfCityName(string words) => Fold(words) switch
    {
        "QUEBEC" => new Region("QC", "CA"),
        "NEWYORK" => new Region("NY", "US"),
        "WASHINGTON" => new Region("WA", "US"),
        _ => null,
    };

    public static bool IsCountry(string words) => CountryNames.Contains(Fold(words));

    /// <summary>Whether both words name the same region, or are the same word.</summary>
    public static bool Same(string one, string other) =>
        Fold(one) == Fold(other) || (Of(one) is { } region && region == Of(other));

    /// <summary>Letters and digits, upper case, without accents: two spellings of a name are equal in it.</summary>
    public static string Fold(string words)
    {
        var folded = new StringBuilder(words.Length);
        foreach (var c in Folding.Fold(words))
        {
            if (char.IsLetterOrDigit(c))
            {
                folded.Append(char.ToUpperInvariant(c));
            }
        }

        return folded.ToString();
    }

    private static FrozenDictionary<string, Region> Read()
    {
        var all = new Dictionary<string, Region>(StringComparer.Ordinal);
        foreach (var (list, country) in new[] { (Canada, "CA"), (UnitedStates, "US"), (Kingdom, "GB") })
        {
            foreach (var names in list.Split('|').Select(r => r.Split(' ')))
            {
                foreach (var name in names)
                {
                    all.TryAdd(Fold(name), new Region(names[0].Replace('_', ' '), country));
                }
            }
        }

        foreach (var (counties, country) in new[] { (IrishCounties, "IE"), (UlsterCounties, "GB") })
        {
            foreach (var county in counties)
            {
                all.TryAdd(Fold("Co" + county), new Region("County " + county, country));
                all.TryAdd(Fold("County" + county), new Region("County " + county, country));
            }
        }

        return all.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
