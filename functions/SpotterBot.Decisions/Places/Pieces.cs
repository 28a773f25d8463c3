namespace SpotterBot.Decisions.Places;

/// <summary>A run of words within a field that belong together.</summary>
/// <param name="Role"><see cref="PartRole.Unit"/> and <see cref="PartRole.Access"/> are known by their first word; anything else is <see cref="PartRole.Note"/> as yet.</param>
internal sealed record Piece(PartRole Role, string[] Tokens);

/// <summary>"12 Main St apt 4 buzzer 12 Hamilton" without commas: the doors are told apart from what stands before and behind them.</summary>
internal static class Pieces
{
    /// <summary>Stand before floor, apartment or unit, in place of a number.</summary>
    private static readonly string[] WhichFloor = ["main", "ground", "top", "upper", "lower", "basement", "rear", "front", "back", "bottom", "second", "third", "first", "premier", "deuxieme", "troisieme", "garden"];

    private static readonly string[] Levels = ["floor", "fl", "apartment", "apt", "unit", "suite", "flat", "etage", "room", "door"];

    /// <summary>Take one number or letter behind them, and no more words.</summary>
    private static readonly string[] Coded = ["buzzer", "buzz", "code", "intercom", "sonnette", "interphone", "entry", "lockbox"];

    /// <summary>What is numbered behind these is a road.</summary>
    private static readonly string[] Roads = ["rr", "r.r", "route", "rte", "hwy", "highway", "road", "rd", "con", "concession", "no", "box"];

    /// <summary>Stands before a floor or a door and tells which: third, main, 2nd.</summary>
    public static bool IsWhich(string word) => Array.IndexOf(WhichFloor, AddressWords.Fold(word)) >= 0 || IsOrdinal(AddressWords.Fold(word));

    public static IEnumerable<Piece> Of(string field)
    {
        var tokens = field.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        List<string> rest = [];
        for (var i = 0; i < tokens.Length;)
        {
            var (role, length) = Door(tokens, i, rest.Count == 0);
            if (length == 0)
            {
                rest.Add(tokens[i++]);
                continue;
            }

            if (rest.Count > 0)
            {
                yield return new Piece(PartRole.Note, [.. rest]);
                rest.Clear();
            }

            yield return new Piece(role, tokens[i..(i + length)]);
            i += length;
        }

        if (rest.Count > 0)
        {
            yield return new Piece(PartRole.Note, [.. rest]);
        }
    }

    /// <param name="first">Nothing of the field stands before it but other doors.</param>
    private static (PartRole Role, int Length) Door(string[] tokens, int at, bool first)
    {
        var word = AddressWords.Fold(tokens[at]);
        var next = at + 1 < tokens.Length ? tokens[at + 1] : "";
        var following = AddressWords.Fold(next);
        if ((IsOrdinal(word) || Array.IndexOf(WhichFloor, word) >= 0) && Array.IndexOf(Levels, following) >= 0 && !(following == "door" && !first))
        {
            return following == "door" ? (PartRole.Access, ToNextDoor(tokens, at + 2) - at) : (PartRole.Unit, 2);
        }

        if (tokens[at].Length > 1 && tokens[at][0] == '#' && char.IsLetterOrDigit(tokens[at][1]) && !(at > 0 && Array.IndexOf(Roads, AddressWords.Fold(tokens[at - 1])) >= 0))
        {
            return (PartRole.Unit, 1);
        }

        if (AddressWords.IsUnit(tokens[at]) && IsDoorNumber(next) && !(word is "lot" or "space" or "tour" or "block" or "site" or "ste" && !HasDigit(next)))
        {
            return (PartRole.Unit, 2);
        }

        if (word is "basement" && (first || next.Length == 0))
        {
            return (PartRole.Unit, following is "apartment" or "apt" or "unit" or "suite" ? 2 : 1);
        }

        if (Array.IndexOf(Coded, word) >= 0 && (first || HasDigit(next)))
        {
            return HasDigit(next) || next.StartsWith('#') ? (PartRole.Access, 2)
                : following is "code" or "is" or "number" && at + 2 < tokens.Length ? (PartRole.Access, 3)
                : (PartRole.Access, first ? tokens.Length - at : 0);
        }

        // What else speaks of getting in has no end of its own: it goes on to the next door.
        return AddressWords.IsAccess(tokens[at]) && (first || IsPlainAccess(word, following)) ? (PartRole.Access, ToNextDoor(tokens, at + 1) - at) : (PartRole.Note, 0);
    }

    /// <summary>In the middle of a field only what can be nothing else: "Back Street" is a street, "dog inside" none.</summary>
    private static bool IsPlainAccess(string word, string following) =>
        word is "unlocked" or "locked" or "dog" or "dogs" or "cat" or "cats" or "upstairs" or "downstairs" or "chien" or "chat"
        || (word is "door" or "back" or "side" or "front" or "rear" or "porte" or "side" && following is "door" or "entrance" or "unlocked" or "open" or "locked" or "is" or "gate" or "arriere" or "ouverte" or "deverrouillee");

    private static int ToNextDoor(string[] tokens, int from)
    {
        var at = from;
        while (at < tokens.Length && !(AddressWords.IsUnit(tokens[at]) && at + 1 < tokens.Length && IsDoorNumber(tokens[at + 1])) && Array.IndexOf(Coded, AddressWords.Fold(tokens[at])) < 0)
        {
            at++;
        }

        return at;
    }

    private static bool IsDoorNumber(string token)
    {
        var word = token.Trim('.', '#', ':');
        return word.Length is > 0 and <= 6 && (HasDigit(word) || (word.Length == 1 && char.IsLetter(word[0])) || word is "PH" or "ph");
    }

    private static bool HasDigit(string token) => token.Any(char.IsAsciiDigit);

    private static bool IsOrdinal(string word) => word.Length > 1 && char.IsAsciiDigit(word[0]) && word.TrimStart("0123456789".ToCharArray()) is "st" or "nd" or "rd" or "th" or "e" or "er" or "eme" or "ieme";
}
