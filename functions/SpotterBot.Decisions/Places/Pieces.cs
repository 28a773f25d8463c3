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

    private static readonly string[] Small =
        ["the", "a", "an", "my", "our", "his", "her", "their", "there", "there's", "theres", "is", "are", "i", "i've", "we", "we've", "have", "has", "got", "and", "but", "with", "no", "not", "two", "three", "four", "one", "both", "some", "big", "small", "large",
         "little", "friendly", "mean", "nice", "please", "don't", "dont", "do", "never", "only", "just", "use", "beware", "careful", "watch", "for", "you", "can", "will", "if", "go", "come", "enter", "around", "through",
         "le", "la", "les", "un", "une", "des", "deux", "trois", "mon", "ma", "mes", "j'ai", "il", "y", "et", "pas", "avec", "gros", "petit", "attention"];

    /// <summary>Stands before a floor or a door and tells which: third, main, 2nd.</summary>
    public static bool IsWhich(string word) => Array.IndexOf(WhichFloor, AddressWords.Fold(word)) >= 0 || IsOrdinal(AddressWords.Fold(word));

    /// <summary>Begins a sentence or belongs to the word behind it, and is never a town's whole name: "two" dogs, "no" dogs, "the" door.</summary>
    public static bool IsSmall(string word) => Array.IndexOf(Small, AddressWords.Fold(word)) >= 0;

    /// <param name="isBehindTown">The town was named before it, so that what speaks of getting in needs no end for a town behind it.</param>
    public static IEnumerable<Piece> Of(string field, bool isBehindTown = false)
    {
        var tokens = field.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        List<string> rest = [];
        for (var i = 0; i < tokens.Length;)
        {
            var (role, length) = rest.Count == 0 && Sentence(tokens, i, isBehindTown) is > 0 and var all ? (PartRole.Access, all) : Door(tokens, i, rest.Count == 0);
            if (length == 0)
            {
                rest.Add(tokens[i++]);
                continue;
            }

            // "and there's a dog": without its small words it may say the opposite.
            var pets = Bare(tokens[i]) is "dogs" or "cats" or "chiens" or "chats";
            var small = role != PartRole.Access ? rest.Count : rest.FindLastIndex(w => !IsSmall(w) && !(pets && w.Length == 1 && char.IsAsciiDigit(w[0]))) + 1;
            string[] piece = [.. rest.Skip(small), .. tokens[i..(i + length)]];
            rest.RemoveRange(small, rest.Count - small);
            if (rest.Count > 0)
            {
                yield return new Piece(PartRole.Note, [.. rest]);
                rest.Clear();
            }

            yield return new Piece(role, piece);
            i += length;
        }

        if (rest.Count > 0)
        {
            yield return new Piece(PartRole.Note, [.. rest]);
        }
    }

    /// <summary>
    /// How many words from here on speak of getting in as a whole, up to the next numbered door: "the door is unlocked", "no dogs". They are kept together and
    /// as they were said, where no street number, no town and nothing to look for can be among them; else none.
    /// </summary>
    private static int Sentence(string[] tokens, int at, bool isBehindTown)
    {
        if (!isBehindTown && !IsSmall(tokens[at]))
        {
            return 0;
        }

        var end = at;
        while (end < tokens.Length && Door(tokens, end, first: end == at).Role != PartRole.Unit)
        {
            end++;
        }

        var plain = at;
        while (plain < end && !IsPlain(tokens, plain))
        {
            plain++;
        }

        // "Two dogs", but Two Bloor West.
        return plain == end || (!isBehindTown && plain - at > 2 && AddressWords.Fold(tokens[at]) is "one" or "two" or "three" or "four") || (!isBehindTown && tokens[at..plain].Any(AddressWords.IsLandmark)) || StreetReader.Read(tokens[at..end]) is { Number.Length: > 0 } ? 0 : end - at;
    }

    /// <summary>Stands before the side of the house at which to get in, and ends with it: "go around the back".</summary>
    private static bool IsWayAround(string[] tokens, int at) =>
        at > 0 && at == tokens.Length - 1 && tokens.Take(at).Any(t => AddressWords.Fold(t) is "around" or "through" or "use" or "via")
        && tokens.Take(at).All(t => IsSmall(t) || AddressWords.Fold(t) is "to" or "in" or "need" or "best" or "must" or "should" or "way" or "via" or "instead");

    /// <summary>Speaks of getting in, wherever it stands; but not a dog park, and not what is next door.</summary>
    private static bool IsPlain(string[] tokens, int at)
    {
        var following = at + 1 < tokens.Length ? AddressWords.Fold(tokens[at + 1]) : "";
        return Bare(tokens[at]) switch
        {
            "dog" or "dogs" => following is not ("park" or "run"),
            "door" or "doors" => at == 0 || AddressWords.Fold(tokens[at - 1]) is not "next",
            "back" or "side" or "rear" or "front" or "alley" => IsWayAround(tokens, at),
            "gate" => following is "code" or "is" or "locked" or "open" or "unlocked" or "closed",
            "cat" or "cats" or "unlocked" or "locked" or "buzzer" or "buzz" or "intercom" or "code" or "lockbox" or "key" or "keys" or "entrance" or "chien" or "chiens" or "chat" or "chats" or "porte" or "cle" or "sonnette" or "interphone" => true,
            _ => false,
        };
    }

    /// <summary>"door's" is a door.</summary>
    private static string Bare(string word) => AddressWords.Fold(word) is var folded && folded.EndsWith("'s", StringComparison.Ordinal) ? folded[..^2] : folded;

    /// <param name="first">Nothing of the field stands before it but other doors.</param>
    private static (PartRole Role, int Length) Door(string[] tokens, int at, bool first)
    {
        var word = Bare(tokens[at]);
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

        // "gate code 4512" is one thing.
        if (CodedAt(tokens, at) is > 0 and var coded && (first || word is "door" or "gate" or "entry") && Door(tokens, coded, first: false) is { Role: PartRole.Access, Length: > 0 } code)
        {
            return (PartRole.Access, coded - at + code.Length);
        }

        // What else speaks of getting in has no end of its own: it goes on to the next door.
        return AddressWords.IsAccess(word) && (first || IsPlainAccess(word, following)) ? (PartRole.Access, ToNextDoor(tokens, at + 1) - at) : (PartRole.Note, 0);
    }

    /// <summary>In the middle of a field only what can be nothing else: "Back Street" is a street, "dog inside" none.</summary>
    private static bool IsPlainAccess(string word, string following) =>
        word is "unlocked" or "locked" or "cat" or "cats" or "upstairs" or "downstairs" or "chien" or "chat"
        || (word is "dog" or "dogs" && following is not ("park" or "run"))
        || (word is "door" or "back" or "side" or "front" or "rear" or "porte" or "side" && following is "door" or "entrance" or "unlocked" or "open" or "locked" or "is" or "gate" or "arriere" or "ouverte" or "deverrouillee");

    /// <summary>Where a code stands that the words from here on say the door of: "side gate code"; -1: nowhere.</summary>
    private static int CodedAt(string[] tokens, int at)
    {
        var to = at;
        while (to < tokens.Length && to - at < 3 && AddressWords.IsAccess(tokens[to]) && Array.IndexOf(Coded, AddressWords.Fold(tokens[to])) < 0)
        {
            to++;
        }

        return to > at && to < tokens.Length && Array.IndexOf(Coded, AddressWords.Fold(tokens[to])) >= 0 ? to : -1;
    }

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
