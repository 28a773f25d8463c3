namespace SpotterBot.Decisions.Places;

/// <summary>Words of an address with their short forms written out, so that a machine voice says what a person would.</summary>
internal static class Spoken
{
    private static readonly Dictionary<string, string> Plainly = new(StringComparer.Ordinal)
    {
        ["hwy"] = "Highway", ["km"] = "kilometre", ["mm"] = "mile marker", ["mi"] = "mile", ["rr"] = "Rural Route", ["r.r"] = "Rural Route", ["twp"] = "Township", ["rge"] = "Range", ["rg"] = "Range", ["con"] = "Concession",
        ["sdrd"] = "Sideroad", ["cty"] = "County", ["rd"] = "Road", ["co"] = "County", ["po"] = "P O", ["bldg"] = "building", ["jct"] = "Junction", ["ir"] = "I R", ["i.r"] = "I R", ["&"] = "and", ["@"] = "at", ["w/"] = "with",
        ["nb"] = "northbound", ["sb"] = "southbound", ["eb"] = "eastbound", ["wb"] = "westbound", ["rte"] = "Route", ["aut"] = "Autoroute", ["fm"] = "F M", ["btwn"] = "between", ["mt"] = "Mount", ["ft"] = "Fort",
    };

    /// <summary>A door: "apartment 4" for "apt 4", "number 4" for "#4".</summary>
    public static string Unit(string[] tokens)
    {
        var first = tokens[0];
        if (first[0] == '#')
        {
            return string.Join(' ', ["number", first.TrimStart('#'), .. tokens[1..]]);
        }

        var words = tokens.Select(t => AddressWords.Unit(t).TrimStart('#')).Where(t => t.Length > 0);
        return string.Join(' ', words);
    }

    /// <summary>Anything else that may hold short forms of roads.</summary>
    public static string Plain(IEnumerable<string> tokens) =>
        string.Join(' ', tokens.Select(t => Plainly.GetValueOrDefault(AddressWords.Fold(t)) is { } full ? full : t.StartsWith('#') ? "number " + t[1..] : t.StartsWith("///", StringComparison.Ordinal) ? "what three words " + t[3..].Replace('.', ' ') : t));

    /// <summary>A street: its type and its directions in full, Saint for St before a name.</summary>
    /// <param name="type">Where in the words the type stands; -1: nowhere.</param>
    /// <param name="isFrench">The type stands before the name.</param>
    public static string Street(string[] tokens, int type, bool isFrench) => string.Join(' ', tokens.Select((token, at) =>
        at == type ? (isFrench ? AddressWords.TypeBefore(token) : AddressWords.TypeBehind(token))
        : AddressWords.Fold(token) is "st" or "ste" && at + 1 < tokens.Length && at != type ? (AddressWords.Fold(token) == "st" ? "Saint" : "Sainte")
        : AddressWords.IsDirection(token) && (at > type || at + 1 == type || isFrench || at + 1 == tokens.Length) && at > 0 ? AddressWords.Direction(token, isFrench)
        : Plainly.GetValueOrDefault(AddressWords.Fold(token)) is { } full && AddressWords.Fold(token) is "mt" or "ft" or "&" or "@" or "rr" or "cty" or "hwy" or "twp" or "rge" ? Plainly[AddressWords.Fold(token)]
        : token.TrimEnd('.')));
}
