using System.Collections.Frozen;
using SpotterBot.Decisions.Texts;

namespace SpotterBot.Decisions.Speech;

/// <summary>Short spoken answers, as speech recognition writes them. Never an answer to a check-in: those are <see cref="OkPhrases"/>.</summary>
internal static class SpokenAnswer
{
    private static readonly FrozenSet<string> Yes = Set(
        "YES", "YEAH", "YEP", "YUP", "YES PLEASE", "SURE", "OK", "OKAY", "RIGHT", "CORRECT", "THATS RIGHT", "THAT IS RIGHT", "YES THATS RIGHT", "YES ITS RIGHT",
        "THATS CORRECT", "YES CORRECT", "YES IT IS", "THATS IT", "GO AHEAD", "PLEASE DO");

    private static readonly FrozenSet<string> No = Set(
        "NO", "NOPE", "NAH", "NO THANKS", "NO THANK YOU", "WRONG", "THATS WRONG", "NOT RIGHT", "THATS NOT RIGHT", "NO ITS NOT", "NO IT ISNT", "NO THATS WRONG");

    private static readonly FrozenSet<string> Rather = Set(
        "SKIP", "PASS", "I DONT KNOW", "DONT KNOW", "NO IDEA", "I DONT WANT TO SAY", "ID RATHER NOT", "ID RATHER NOT SAY", "NONE", "NOTHING", "NEVER MIND", "NO NAME");

    private static readonly FrozenSet<string> Cries = Set("HELP", "SOS", "EMERGENCY", "AMBULANCE", "AIDE");

    public static bool IsYes(string speech) => Yes.Contains(Words(speech));

    public static bool IsNo(string speech) => No.Contains(Words(speech));

    /// <summary>A no, or anything else that means the question is to be let go.</summary>
    public static bool Skips(string speech) => IsNo(speech) || Rather.Contains(Words(speech));

    /// <summary>Somebody may be in danger. What comes of it is a question, for a television says such words, too.</summary>
    public static bool IsCry(string speech) => Words(speech).Split(' ').Any(Cries.Contains);

    /// <summary>What to call the caller, from "my name is Sam": at most three short words; null where it is no name.</summary>
    public static string? Name(string speech)
    {
        var words = speech.Trim().Trim('.', '!', '?', ',');
        foreach (var opening in (string[])["my name is ", "my name's ", "you can call me ", "just call me ", "call me ", "i am ", "i'm ", "it's ", "it is ", "this is "])
        {
            words = words.StartsWith(opening, StringComparison.OrdinalIgnoreCase) ? words[opening.Length..].Trim() : words;
        }

        var fits = words.Length is >= 1 and <= 24 && words.All(c => char.IsLetter(c) || c is ' ' or '-' or '\'' or '.') && words.Any(char.IsLetter)
            && words.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length <= 3;
        return fits ? char.ToUpperInvariant(words[0]) + words[1..] : null;
    }

    private static string Words(string speech) => TextCommand.Parse(speech).Words;

    private static FrozenSet<string> Set(params string[] words) => words.ToFrozenSet(StringComparer.Ordinal);
}

/// <summary>The spoken words that count as OK, on a call the caller placed. Anything else is asked again.</summary>
internal static class OkPhrases
{
    /// <summary>Below this the phone company has guessed rather than heard.</summary>
    private const double Sure = 0.4;

    private static readonly string[] Phrases =
        ["IM GOOD", "I AM GOOD", "IM FINE", "I AM FINE", "STILL HERE", "IM HERE", "I AM HERE", "ALL GOOD"];

    /// <param name="confidence">0 to 1; null where it was not said.</param>
    public static bool Listed(string speech, double? confidence)
    {
        var command = TextCommand.Parse(speech);
        return !(confidence < Sure)
            && (command.Verb == TextVerb.Ok
                || (command.Verb == TextVerb.Unknown && Array.Exists(Phrases, p => command.Words == p || command.Words == p + " THANKS" || command.Words == p + " THANK YOU")));
    }
}
