using SpotterBot.Decisions.Speech;

namespace SpotterBot.Words;

/// <summary>One language's sentences. Another language is another of these, and nothing else.</summary>
public interface ILanguage
{
    /// <summary>The code sessions and areas name it by: <c>en</c>, <c>fr</c>, <c>es</c>.</summary>
    string Code { get; }

    /// <summary>BCP 47 tag for speech and its recognition.</summary>
    string SpeechTag { get; }

    /// <summary>The phone company's name of the voice.</summary>
    string Voice { get; }

    /// <summary>Words that speech recognition should expect on a line that may answer by phrase.</summary>
    string Hints { get; }

    /// <summary>The sentence with its blanks filled. Blanks may be empty: the sentence then does without.</summary>
    string Say(Line line);
}

/// <summary>A language that is not there yet, and what its speakers are told in it.</summary>
/// <param name="SpeechTag">BCP 47.</param>
/// <param name="Voice">The phone company's name of the voice.</param>
public sealed record ComingLanguage(string SpeechTag, string Voice, string Sentence);

/// <summary>Every language there is, by code.</summary>
public static class Languages
{
    /// <summary>Languages that only dispatch desks are spoken to in.</summary>
    private static readonly FrenchForEms French = new(new English());

    private static readonly Dictionary<string, ILanguage> All = new(StringComparer.OrdinalIgnoreCase) { ["en"] = new English() };

    public static IReadOnlyCollection<ILanguage> Known => All.Values;

    /// <summary>Said at the end of the inbound menu until these languages come.</summary>
    public static IReadOnlyList<ComingLanguage> Coming { get; } =
        [new("fr-CA", "Polly.Gabrielle-Neural", "En anglais pour l'instant. Pour parler à une personne, faites le 0.")];

    /// <summary>English where the language is not there yet: a sentence in the wrong language is better than none.</summary>
    public static ILanguage Of(string? code) => code is not null && All.TryGetValue(code, out var language) ? language : All["en"];

    /// <summary>The language of a dispatch desk; English where it is not there yet.</summary>
    public static ILanguage ForEms(string? code) => code is not null && code.Split('-')[0].Equals(French.Code, StringComparison.OrdinalIgnoreCase) ? French : Of(code);

    /// <summary>What a desk that does not understand may change to.</summary>
    public static ILanguage OtherForEms(ILanguage spoken) => spoken is FrenchForEms ? All["en"] : French;
}
