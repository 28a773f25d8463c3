using System.Buffers;
using System.Collections.Frozen;
using System.Text;

namespace SpotterBot.Decisions.Texts;

public enum TextVerb
{
    /// <summary>Nothing the table of words has.</summary>
    Unknown,
    Spot,
    Ok,
    More,

    /// <summary>A bare 3: what can be changed, by text.</summary>
    Change,

    /// <summary>A bare 4.</summary>
    Skip,

    /// <summary>A bare 5: what to do now.</summary>
    WhatToDo,

    /// <summary>A bare 6: on a case, hold EMS.</summary>
    Hold,
    Done,
    HelpNow,
    Person,
    At,
    Where,
    Save,
    Every,
    First,

    /// <summary>What to call the caller.</summary>
    Name,
    How,
    Forget,
    Same,
    Second,

    /// <summary>One text the day after, should people have to be reached.</summary>
    HelloLater,
    NoHello,

    /// <summary>HELP, AIDE and their like: distress during a session. The phone company answers them too.</summary>
    Help,

    /// <summary>STOP and its like: the phone company blocks texts from now on.</summary>
    Stop,

    /// <summary>START and its like: the phone company lets texts through again.</summary>
    Start,

    /// <summary>"not ok", "no": never an OK.</summary>
    NotOk,
    RosterOn,
    RosterOff,
    RosterBreak,
    RosterWho,

    /// <summary>ASK ON, ASK OFF: whether they are asked afterwards how it went.</summary>
    RosterAsk,
    RosterAdd,
    RosterPause,
    RosterDrop,
    RosterHours,

    /// <summary>A rehearsal.</summary>
    Drill,

    /// <summary>A coordinator sends a test ring; a peer says whether they may: TEST ON, TEST OFF.</summary>
    TestRing,

    /// <summary>A peer wants to talk a case through, now.</summary>
    Debrief,

    /// <summary>A peer wants to be asked again tomorrow.</summary>
    Later,

    /// <summary>Words of thanks for whoever took the call.</summary>
    Thanks,

    /// <summary>They may be passed on.</summary>
    PassOn,

    /// <summary>The same person next time, if they want that too.</summary>
    Again,

    /// <summary>Only talk: no check-ins.</summary>
    JustTalk,

    /// <summary>The language that somebody who comes to talk should speak.</summary>
    Language,

    /// <summary>A caller named them to be rung first, and they may be.</summary>
    Agree,

    /// <summary>They may not.</summary>
    Decline,
}

/// <summary>What a text says.</summary>
/// <param name="Words">The text folded to upper case and single spaces: two doubles of a text are equal in it.</param>
/// <param name="Number">Minutes, where the command takes them.</param>
/// <param name="Rest">The free words after the command, as typed.</param>
/// <param name="Letter">The session or case it is about, if it says so.</param>
public sealed record TextCommand(TextVerb Verb, string Words, int? Number = null, string Rest = "", char? Letter = null)
{
    private static readonly char[] AfterWord = [' ', '\t', '\n', '\r', ':', '-', ','];

    private static readonly SearchValues<char> AfterWordValues = SearchValues.Create(AfterWord);

    private static readonly FrozenSet<string> StopWords = Set(
        "STOP", "STOPALL", "STOP ALL", "UNSUBSCRIBE", "UNSUB", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT", "OPT OUT", "REMOVE", "TD",
        "ARRET", "ARRETE", "ARRETT");

    private static readonly FrozenSet<string> StartWords = Set("START", "YES", "UNSTOP");

    private static readonly FrozenSet<string> HelpWords = Set(
        "HELP", "INFO", "AIDE", "HELP ME", "HELP ME PLEASE", "PLEASE HELP", "PLEASE HELP ME", "I NEED HELP", "NEED HELP");

    private static readonly FrozenSet<string> NowWords = Set(
        "9", "NOW", "SOS", "HELP NOW", "9 NOW", "NOW 9", "SOS 9", "9 9", "9 9 9", "999", "99", "911", "112", "9 HELP", "HELP 9");

    /// <summary>May stand beside a 1 or OK without making it anything else.</summary>
    private static readonly FrozenSet<string> BesideOk = Set(
        "1", "OK", "OKAY", "THANKS", "THANK", "YOU", "THX", "TY", "IM", "I", "AM", "STILL", "HERE", "ALL", "GOOD", "FINE");

    private static readonly FrozenSet<string> Negations = Set("NO", "NOT", "NOPE", "NAH", "NEVER", "NON", "DONT", "CANT", "ISNT", "AINT");

    /// <summary>May stand beside minutes, or a bare MORE.</summary>
    private static readonly FrozenSet<string> BesideMinutes = Set("MIN", "MINS", "MINUTE", "MINUTES", "M", "TIME", "PLEASE", "PLS", "THANKS", "THX");

    /// <summary>In free words: somebody is in danger, or may be.</summary>
    private static readonly FrozenSet<string> Distress = Set("HELP", "SOS", "911", "EMERGENCY", "AMBULANCE", "AIDE");

    /// <summary>Beside a negation, however long the text.</summary>
    private static readonly FrozenSet<string> WellWords = Set("OK", "OKAY", "GOOD", "FINE", "WELL", "RIGHT", "BREATHE", "BREATHING");

    /// <summary>"9 Main St" is where somebody is.</summary>
    private static readonly FrozenSet<string> StreetWords = Set(
        "ST", "STREET", "AVE", "AVENUE", "RD", "ROAD", "BLVD", "BOULEVARD", "LN", "LANE", "CRES", "CRESCENT", "TERRACE");

    /// <summary>A no to whatever was asked, and nothing more.</summary>
    public bool IsPlainNo => Words is "NO" or "NOPE" or "NAH" or "NON" or "NO THANKS" or "NO THANK YOU" or "NO THX";

    /// <summary>Reads a text in any case, spacing and punctuation.</summary>
    public static TextCommand Parse(string? body)
    {
        var text = Folding.Trim(Folding.Narrow(body ?? ""));
        var tokens = Tokens(text);
        var words = string.Join(' ', tokens);
        if (tokens.Count > 0 && LetterOf(text, tokens) is { } lettered)
        {
            // The words behind the letter are read as they were typed: a place keeps its commas, a number its plus. A second letter is none.
            var behind = Folding.Trim(text[(lettered.At + 1)..].TrimStart(' ', '.', ':', '-', ',', ')'));
            return Unlettered(behind, Tokens(behind)) with { Letter = lettered.Letter, Words = words };
        }

        return Unlettered(text, tokens);
    }

    private static TextCommand Unlettered(string text, List<string> tokens)
    {
        var words = string.Join(' ', tokens);
        return tokens.Count == 0 ? new TextCommand(TextVerb.Unknown, words, Rest: text) : Keyword(words, tokens) ?? Spoken(text, words, tokens);
    }

    private static TextCommand? Keyword(string words, List<string> tokens)
    {
        TextVerb? verb =
            StopWords.Contains(words) ? TextVerb.Stop
            : StartWords.Contains(words) ? TextVerb.Start
            : HelpWords.Contains(words) ? TextVerb.Help
            : NowWords.Contains(words) ? TextVerb.HelpNow
            : words switch
            {
                "3" => TextVerb.Change,
                "4" or "SKIP" => TextVerb.Skip,
                "5" => TextVerb.WhatToDo,
                "6" => TextVerb.Hold,
                "7" or "DONE" or "7 DONE" or "DONE 7" or "DONE THANKS" or "DONE THANK YOU" => TextVerb.Done,
                "0" or "PEER" or "PEER PLEASE" or "0 PEER" or "0 PLEASE" => TextVerb.Person,
                "WHERE" => TextVerb.Where,
                "HOW" => TextVerb.How,
                "FORGET" => TextVerb.Forget,
                "SAME" => TextVerb.Same,
                "SECOND" => TextVerb.Second,
                "HELLO LATER" => TextVerb.HelloLater,
                "NO HELLO" => TextVerb.NoHello,
                "ON" => TextVerb.RosterOn,
                "OFF" => TextVerb.RosterOff,
                "WHO" => TextVerb.RosterWho,
                "BREAK" => TextVerb.RosterBreak,
                "ASK ON" or "ASK OFF" => TextVerb.RosterAsk,
                "DEBRIEF" => TextVerb.Debrief,
                "LATER" or "TOMORROW" => TextVerb.Later,
                "PASS" or "PASS ON" or "PASS IT ON" => TextVerb.PassOn,
                "AGAIN" => TextVerb.Again,
                "TALK" or "JUST TALK" => TextVerb.JustTalk,
                _ => null,
            };
        return verb is { } v ? new TextCommand(v, words)
            : IsOk(tokens) ? new TextCommand(TextVerb.Ok, words)
            : tokens is ["AGREE" or "DECLINE", .. { Count: <= 1 } whose] && (whose.Count == 0 || whose[0] is [>= 'A' and <= 'H'])
                ? new TextCommand(tokens[0] == "AGREE" ? TextVerb.Agree : TextVerb.Decline, words, Letter: whose.Count == 0 ? null : whose[0][0])
            : null;
    }

    private static TextCommand Spoken(string text, string words, List<string> tokens)
    {
        var first = tokens[0];
        var rest = AfterFirstWord(text);
        var minutes = tokens.Count > 1 && tokens.Skip(2).All(BesideMinutes.Contains) ? Minutes(tokens[1]) : null;
        var all = new TextCommand(TextVerb.Unknown, words, Rest: text);
        return first switch
        {
            "SPOT" => Spot(words, rest),
            _ when first.Length > 4 && first.StartsWith("SPOT", StringComparison.Ordinal) && int.TryParse(first.AsSpan(4), out _)
                => Spot(words, text[4..]),
            "2" or "MORE" when tokens.Skip(1).All(t => t is "MORE" or "2" || BesideMinutes.Contains(t)) => all with { Verb = TextVerb.More, Rest = "" },
            "MORE" when minutes is not null => all with { Verb = TextVerb.More, Number = minutes, Rest = "" },
            "2" when tokens is [_, "MORE", var n, ..] && Minutes(n) is { } more => all with { Verb = TextVerb.More, Number = more, Rest = "" },
            "AT" when rest.Length > 0 => all with { Verb = TextVerb.At, Rest = rest },
            "SAVE" when rest.Length > 0 => all with { Verb = TextVerb.Save, Rest = rest },
            "SAVE" => all with { Verb = TextVerb.Save, Rest = "home" },
            "EVERY" when minutes is not null => all with { Verb = TextVerb.Every, Number = minutes, Rest = "" },
            "EVERY" => all with { Verb = TextVerb.Every, Rest = "" },
            "FIRST" => all with { Verb = TextVerb.First, Rest = rest },
            "NAME" when rest.Length > 0 => all with { Verb = TextVerb.Name, Rest = rest },
            "WHERE" when rest.Length > 0 => all with { Verb = TextVerb.Where, Rest = rest },
            "FORGET" when tokens.Count > 1 => all with { Verb = TextVerb.Forget, Rest = rest },
            _ when tokens.Count == 1 && Spoken(first) is { } language => all with { Verb = TextVerb.Language, Rest = language },
            "ADD" when rest.Length > 0 => all with { Verb = TextVerb.RosterAdd },
            "PAUSE" when rest.Length > 0 => all with { Verb = TextVerb.RosterPause },
            "DROP" or "REMOVE" when rest.Length > 0 => all with { Verb = TextVerb.RosterDrop },
            "HOURS" => all with { Verb = TextVerb.RosterHours },
            "DRILL" when tokens.Count <= 2 => all with { Verb = TextVerb.Drill },
            "TEST" when tokens.Count <= 4 => all with { Verb = TextVerb.TestRing },
            "BREAK" when minutes is not null => all with { Verb = TextVerb.RosterBreak, Number = minutes, Rest = "" },
            _ when AfterThanks(tokens) is > 0 and var before && before < tokens.Count && IsForHelp(tokens[before..]) => all with { Verb = TextVerb.Thanks, Rest = Behind(text, before) },
            "9" when IsStreet(tokens) && !tokens.Exists(Distress.Contains) => all,
            "9" or "NOW" or "SOS" => all with { Verb = TextVerb.HelpNow },
            _ when tokens.Exists(Distress.Contains) => all with { Verb = TextVerb.Help },
            _ when tokens.Exists(Negations.Contains) && (tokens.Count <= 4 || tokens.Exists(WellWords.Contains)) => all with { Verb = TextVerb.NotOk },
            _ when AfterThanks(tokens) is > 0 and var said && said < tokens.Count => all with { Verb = TextVerb.Thanks, Rest = Behind(text, said) },
            _ => all,
        };
    }

    /// <summary>How many words at the beginning say thanks; 0 where none does.</summary>
    private static int AfterThanks(List<string> tokens) => tokens switch
    {
        ["THANK", "YOU", ..] => 2,
        ["THANKS" or "THX" or "MERCI", ..] => 1,
        _ => 0,
    };

    /// <summary>"Thanks for your help" is no cry for it; "thanks, help" may be one.</summary>
    private static bool IsForHelp(List<string> words) => words[0] == "FOR" && words.Contains("HELP")
        && words.Index().All(w => !Distress.Contains(w.Item) || (w.Item == "HELP" && words[w.Index - 1] is ("YOUR" or "THE" or "ALL")));

    private static string Behind(string text, int words)
    {
        for (var i = 0; i < words; i++)
        {
            text = AfterFirstWord(text);
        }

        return text.TrimStart(' ', ',', '.', '!', ':', '-');
    }

    /// <summary>The code of the language that a word of English, or of its own, names.</summary>
    private static string? Spoken(string word) => word switch
    {
        "ENGLISH" or "ANGLAIS" or "INGLES" => "en",
        "FRENCH" or "FRANCAIS" or "FRANCES" => "fr",
        "SPANISH" or "ESPAGNOL" or "ESPANOL" => "es",
        _ => null,
    };

    /// <summary>"9 Main St": a street and nothing else stands behind the number. In doubt a 9 is a cry for help.</summary>
    private static bool IsStreet(List<string> tokens) =>
        tokens.Count >= 3 && tokens[1].All(char.IsLetter) && (StreetWords.Contains(tokens[2]) || (tokens.Count > 3 && StreetWords.Contains(tokens[3])));

    private static TextCommand Spot(string words, string rest)
    {
        rest = rest.Trim();
        int? minutes = null;
        var tokens = rest.Split((char[])[' ', '\t', '\n', '\r', ','], 2, StringSplitOptions.RemoveEmptyEntries);
        if (tokens.Length > 0 && Minutes(tokens[0].TrimEnd('.')) is { } chosen && !LooksLikeAddress(rest))
        {
            minutes = chosen;
            rest = tokens.Length > 1 ? tokens[1].Trim() : "";
            foreach (var unit in (string[])["minutes", "mins", "min", "m"])
            {
                if (rest.Equals(unit, StringComparison.OrdinalIgnoreCase))
                {
                    rest = "";
                }
                else if (rest.StartsWith(unit + " ", StringComparison.OrdinalIgnoreCase))
                {
                    rest = rest[(unit.Length + 1)..].TrimStart();
                }
            }
        }

        if (rest.StartsWith("at ", StringComparison.OrdinalIgnoreCase))
        {
            rest = rest[3..].Trim();
        }

        return new TextCommand(TextVerb.Spot, words, minutes, rest.Trim(' ', ','));
    }

    /// <summary><c>SPOT 12 Main St, Hamilton</c> names a place, <c>SPOT 3 at 12 Main St</c> minutes: a number is minutes only where "at", a unit or nothing follows.</summary>
    private static bool LooksLikeAddress(string rest)
    {
        var after = AfterFirstWord(rest);
        return after.Length > 0
            && !after.StartsWith("at ", StringComparison.OrdinalIgnoreCase)
            && !after.StartsWith("min", StringComparison.OrdinalIgnoreCase)
            && !after.StartsWith("m ", StringComparison.OrdinalIgnoreCase)
            && !after.Equals("m", StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsOk(List<string> tokens) =>
        tokens.TrueForAll(BesideOk.Contains) && tokens.Exists(t => t is "1" or "OK" or "OKAY");

    /// <summary>A letter without an accent, by itself or before a digit, and where it stands: "à Hamilton" is no A.</summary>
    private static (char Letter, int At)? LetterOf(string text, List<string> tokens)
    {
        var first = tokens[0];
        var alone = (first.Length == 1 && tokens.Count > 1) || (first.Length == 2 && char.IsAsciiDigit(first[1]));
        if (!alone || first[0] is < 'A' or > 'H')
        {
            return null;
        }

        var at = 0;
        while (at < text.Length && !char.IsLetterOrDigit(text[at]))
        {
            at++;
        }

        return at < text.Length && char.ToUpperInvariant(text[at]) == first[0] && !Folding.IsAccented(text, at) ? (first[0], at) : null;
    }

    private static int? Minutes(string token)
    {
        token = token.TrimEnd('M', 'm', 'I', 'i', 'N', 'n', 'S', 's');
        return int.TryParse(token, out var n) && n is >= 0 and <= 9999 && char.IsAsciiDigit(token[0]) ? n : null;
    }

    private static string AfterFirstWord(string text)
    {
        var space = text.AsSpan().IndexOfAny(AfterWordValues);
        return space < 0 ? "" : text[(space + 1)..].Trim(AfterWord);
    }

    /// <summary>Upper case, letters and digits only; accents folded, so that ARRÊT is ARRET; apostrophes dropped, so that I'M is IM.</summary>
    private static List<string> Tokens(string text)
    {
        var tokens = new List<string>();
        var token = new StringBuilder();
        foreach (var c in Folding.Fold(text))
        {
            if (char.IsLetterOrDigit(c))
            {
                token.Append(char.ToUpperInvariant(c));
            }
            else if (c is not ('\'' or '’' or '‘') && token.Length > 0)
            {
                tokens.Add(token.ToString());
                token.Clear();
            }
        }

        if (token.Length > 0)
        {
            tokens.Add(token.ToString());
        }

        return tokens;
    }

    private static FrozenSet<string> Set(params string[] words) => words.ToFrozenSet(StringComparer.Ordinal);
}
