using System.Collections.Frozen;
using SpotterBot.Decisions.Texts;

namespace SpotterBot.Decisions.Speech;

/// <summary>Short spoken answers, as speech recognition writes them. Never an answer to a check-in: those are <see cref="OkPhrases"/>.</summary>
internal static class SpokenAnswer
{
    private static readonly FrozenSet<string> Yes = Set("PLEASE DO", "GO AHEAD", "THATS IT", "THAT IS IT", "YOU GOT IT", "RIGHT", "CORRECT", "SURE", "OK", "OKAY", "YUP", "YA");

    private static readonly string[] YesBeginnings =
        ["YES", "YEAH", "YEP", "YUP", "THATS RIGHT", "THAT IS RIGHT", "THATS CORRECT", "THAT IS CORRECT", "CORRECT", "OK THATS", "OKAY THATS", "SURE", "GO AHEAD"];

    private static readonly string[] NoBeginnings =
        ["NO", "NOPE", "NAH", "WRONG", "NOT RIGHT", "THATS NOT", "THAT IS NOT", "THATS WRONG", "THAT IS WRONG", "IM NOT THERE", "I AM NOT THERE"];

    /// <summary>Neither a yes nor a no, whatever it begins with.</summary>
    private static readonly string[] Neither = ["NO PROBLEM", "NO WORRIES", "YEAH NO", "YES NO", "NO YEAH", "NO YES", "YES BUT", "YEAH BUT", "OK NO", "SURE NOT"];

    private static readonly string[] RatherNot =
        ["SKIP", "PASS", "I DONT WANT", "I DO NOT WANT", "ID RATHER NOT", "I WOULD RATHER NOT", "RATHER NOT", "I DONT KNOW", "I DO NOT KNOW", "DONT KNOW", "NOT SURE", "IM NOT SURE", "I CANT SAY",
         "NO IDEA", "NONE", "NOTHING", "NEVER MIND", "NO NAME"];

    private static readonly FrozenSet<string> CryWords = Set("HELP", "SOS", "EMERGENCY", "AMBULANCE", "AIDE", "OVERDOSE", "OVERDOSED", "OVERDOSING", "DYING", "NARCAN", "NALOXONE");

    private static readonly string[] CryPhrases =
        ["CALL 911", "NINE ONE ONE", "NOT BREATHING", "ISNT BREATHING", "STOPPED BREATHING", "CANT BREATHE", "CAN NOT BREATHE", "CANNOT BREATHE", "TOOK TOO MUCH", "TOO MUCH OF IT", "PASSED OUT", "TURNING BLUE",
         "TURNED BLUE", "WONT WAKE", "NOT WAKING", "HEART ATTACK"];

    /// <summary>Words no one is called by: an answer to something else, or a question.</summary>
    private static readonly FrozenSet<string> NoNames = Set(
        "OK", "OKAY", "GOOD", "FINE", "HERE", "THANKS", "YES", "NO", "WHAT", "WHO", "WHY", "WHERE", "HOW", "THAT", "THIS", "IS", "WAS", "SAY", "AGAIN", "SORRY", "PARDON", "HELLO", "THE", "AND", "NOT", "STILL");

    public static bool IsYes(string speech)
    {
        var words = Words(speech);
        return !Begins(words, Neither) && (Yes.Contains(words) || Begins(words, YesBeginnings));
    }

    public static bool IsNo(string speech)
    {
        var words = Words(speech);
        return !Begins(words, Neither) && Begins(words, NoBeginnings);
    }

    /// <summary>A no, or anything else that means the question is to be let go.</summary>
    public static bool Skips(string speech) => IsNo(speech) || Begins(Words(speech), RatherNot);

    /// <summary>Somebody may be in danger. What comes of it is a question, for a television says such words, too.</summary>
    public static bool IsCry(string speech)
    {
        var words = Words(speech);
        return words is "911" or "9 1 1" || words.Split(' ').Any(CryWords.Contains) || Array.Exists(CryPhrases, p => $" {words} ".Contains($" {p} ", StringComparison.Ordinal));
    }

    /// <summary>The same among words of thanks: "for your help" is none.</summary>
    public static bool IsCryAmongThanks(string speech) =>
        IsCry(Words(speech).Replace("YOUR HELP", "", StringComparison.Ordinal).Replace("THE HELP", "", StringComparison.Ordinal));

    /// <summary>What to call the caller, from "my name is Sam": at most three short words; null where it is no name.</summary>
    public static string? Name(string speech)
    {
        var words = speech.Trim().Trim('.', '!', '?', ',');
        foreach (var opening in (string[])["my name is ", "my name's ", "you can call me ", "just call me ", "call me ", "i am ", "i'm ", "it's ", "it is ", "this is "])
        {
            words = words.StartsWith(opening, StringComparison.OrdinalIgnoreCase) ? words[opening.Length..].Trim() : words;
        }

        var fits = words.Length is >= 1 and <= 24 && words.All(c => char.IsLetter(c) || c is ' ' or '-' or '\'' or '.') && words.Any(char.IsLetter)
            && words.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length <= 3
            && !Words(words).Split(' ').Any(NoNames.Contains) && !OkPhrases.Listed(speech, null);
        return fits ? char.ToUpperInvariant(words[0]) + words[1..] : null;
    }

    private static bool Begins(string words, string[] beginnings) =>
        Array.Exists(beginnings, b => words == b || (words.StartsWith(b, StringComparison.Ordinal) && words[b.Length] == ' '));

    private static string Words(string speech) => TextCommand.Parse(speech).Words;

    private static FrozenSet<string> Set(params string[] words) => words.ToFrozenSet(StringComparer.Ordinal);
}

/// <summary>The spoken words that count as OK, on a call the caller placed. Anything else is asked again.</summary>
internal static class OkPhrases
{
    /// <summary>Below this the phone company has guessed rather than heard.</summary>
    private const double Sure = 0.4;

    private static readonly string[] Phrases =
        ["IM GOOD", "I AM GOOD", "IM FINE", "I AM FINE", "STILL HERE", "IM STILL HERE", "I AM STILL HERE", "IM HERE", "I AM HERE", "ALL GOOD",
         "YEAH IM OK", "YEAH IM OKAY", "YES IM OK", "YES IM OKAY", "YEAH IM GOOD", "YES IM GOOD", "YEAH IM FINE", "YES IM FINE"];

    /// <param name="confidence">0 to 1; null where it was not said.</param>
    public static bool Listed(string speech, double? confidence)
    {
        var command = TextCommand.Parse(speech);
        return !(confidence < Sure)
            && (command.Verb == TextVerb.Ok
                || (command.Verb == TextVerb.Unknown && Array.Exists(Phrases, p => command.Words == p || command.Words == p + " THANKS" || command.Words == p + " THANK YOU")));
    }
}
