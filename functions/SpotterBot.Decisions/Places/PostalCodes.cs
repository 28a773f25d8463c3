using System.Text.RegularExpressions;

namespace SpotterBot.Decisions.Places;

/// <summary>A postal code found in somebody's words.</summary>
/// <param name="Code">Without blanks, upper case: <c>L8P1A1</c>, <c>14201</c>, <c>LS61AA</c>, <c>D02X285</c>; of a Canadian one perhaps only the first half.</param>
/// <param name="Country"><c>CA</c>, <c>US</c>, <c>GB</c> or <c>IE</c>.</param>
/// <param name="At">Where it stands, UTF-16 units.</param>
public sealed record PostalCode(string Code, string Country, int At, int Length)
{
    /// <summary>Longest part of a British code that stands before its blank.</summary>
    private const int InwardLength = 3;

    /// <summary>
    /// Whether it lies in the district that <paramref name="prefix"/> names. British districts end where the blank is: M1 is not M11.
    /// </summary>
    public bool IsIn(string prefix)
    {
        var wanted = PostalCodes.Bare(prefix);
        var outward = Country == "GB" && Code.Length > InwardLength ? Code[..^InwardLength] : null;
        return outward is not null && wanted.Length <= outward.Length
            ? string.Equals(outward, wanted, StringComparison.Ordinal)
            : Code.StartsWith(wanted, StringComparison.Ordinal);
    }
}

/// <summary>Canadian, United States, British and Irish postal codes.</summary>
internal static partial class PostalCodes
{
    private static readonly string[] NoCodeBehind = ["BOX", "HIGHWAY", "HWY", "RR", "UNIT", "APT", "SUITE", "ROOM", "ROUTE", "RTE", "KM", "MILE", "LOT", "ROAD", "CODE", "BUZZER", "EXIT", "LOCKBOX", "GATE", "KEYPAD", "ENTRY", "INTERCOM", "IS", "PIN", "DOOR", "KEY", "NUMBER", "NO", "FLAT", "BUZZ", "#"];

    /// <summary>Which Canadian province a code's first letter stands for; two share an X.</summary>
    private const string Provinces = "A NL,B NS,C PE,E NB,G QC,H QC,J QC,K ON,L ON,M ON,N ON,P ON,R MB,S SK,T AB,V BC,Y YT";

    /// <summary>The last one that stands in the words; null where there is none.</summary>
    public static PostalCode? Find(string words)
    {
        var text = words.ToUpperInvariant();
        return Last(Canadian(), text, "CA") ?? Last(Irish(), text, "IE", IsNoDoor) ?? Last(British(), text, "GB", IsNoDoor) ?? UnitedStates(text) ?? Last(HalfCanadian(), text, "CA");
    }

    /// <summary>The province of a Canadian code, as its two letters; null for others, and for the North's X.</summary>
    public static string? ProvinceOf(PostalCode code) => code.Country != "CA" ? null
        : Provinces.Split(',').FirstOrDefault(p => p[0] == code.Code[0])?[2..];

    /// <summary>Digits alone, or letters and digits as a code begins: L8P, SW1A, D02 and 14201, but not the town of 100 Mile House.</summary>
    public static bool IsPrefix(string match) => Prefix().IsMatch(Bare(match));

    public static string Bare(string code) => code.Replace(" ", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToUpperInvariant();

    /// <summary>"apt B3 2nd floor" and "RR2 3rd house" look like a British code.</summary>
    private static bool IsNoDoor(string text, Match match)
    {
        var word = WordBefore(text, match.Index);
        var ordinal = Ordinal().IsMatch(match.Value);
        return Array.IndexOf(NoCodeBehind, word) < 0 && !(ordinal && match.Value.StartsWith("RR", StringComparison.Ordinal)) && !(ordinal && Level().IsMatch(text[(match.Index + match.Length)..]));
    }

    private static string WordBefore(string text, int at)
    {
        var before = text[..at].TrimEnd(' ', ',');
        var word = before[(before.LastIndexOfAny([' ', ',', ';', '\n']) + 1)..];
        return word.Length > 1 ? word.Trim('.', '#') : word;
    }

    private static PostalCode? Last(Regex pattern, string text, string country, Func<string, Match, bool>? fits = null) =>
        pattern.Matches(text).LastOrDefault(m => fits is null || fits(text, m)) is { } match ? new PostalCode(Bare(match.Value), country, match.Index, match.Length) : null;

    /// <summary>Five digits are a code behind a state or at the end of all, and nothing that numbers a box, a road or a door stands before them.</summary>
    private static PostalCode? UnitedStates(string text)
    {
        foreach (var match in Zip().Matches(text).Reverse())
        {
            var before = text[..match.Index].TrimEnd(' ', ',');
            var word = WordBefore(text, match.Index);
            var last = text[(match.Index + match.Length)..].Trim(' ', ',', '.').Length == 0;
            var behindState = word.Length == 2 && Regions.Of(word)?.Country == "US";
            if (behindState || Regions.Of(word) is { Country: "US" } || (last && word.Length > 0 && before.Any(char.IsLetter) && Array.IndexOf(NoCodeBehind, word) < 0))
            {
                return new PostalCode(match.Value[..5], "US", match.Index, match.Length);
            }
        }

        return null;
    }

    // No time-outs: they are measured in time on the wall, so that a busy machine fails to read a place. A place is short and nothing here backtracks far.
#pragma warning disable MA0009
    [GeneratedRegex(@"\b[ABCEGHJ-NPRSTVXY]\d[ABCEGHJ-NPRSTV-Z][ -]?\d[ABCEGHJ-NPRSTV-Z]\d\b", RegexOptions.CultureInvariant)]
    private static partial Regex Canadian();

    [GeneratedRegex(@"(?<=[,;\n] *|\b[A-Z]{2} +)[ABCEGHJ-NPRSTVXY]\d[ABCEGHJ-NPRSTV-Z](?= *(,|;|\n|$))", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex HalfCanadian();

    [GeneratedRegex(@"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2}\b", RegexOptions.CultureInvariant)]
    private static partial Regex British();

    /// <summary>The second half has a letter: four digits are a house number.</summary>
    [GeneratedRegex(@"\b[AC-FHKNPRTV-Y]\d[\dW] ?(?!\d{4}\b)[\dAC-FHKNPRTV-Y]{4}\b(?<=[A-Z].*)", RegexOptions.CultureInvariant)]
    private static partial Regex Irish();

    [GeneratedRegex(@"\d(ST|ND|RD|TH)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Ordinal();

    [GeneratedRegex(@"^[ ,]*(FLOOR|FL|APARTMENT|APT|UNIT|HOUSE|DOOR|BUILDING|BLDG|TRAILER|CABIN|DRIVEWAY|ENTRANCE|LEVEL|STOREY|STORY|ROOM|ON|FROM|TO|RIGHT|LEFT)\b", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Level();

    [GeneratedRegex(@"\b\d{5}(-\d{4})?\b", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Zip();

    [GeneratedRegex(@"^(\d{1,9}|[A-Z]{1,2}\d[A-Z\d]{0,5})$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Prefix();
#pragma warning restore MA0009
}
