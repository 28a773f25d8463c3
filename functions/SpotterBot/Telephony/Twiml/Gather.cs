namespace SpotterBot.Telephony.Twiml;

/// <summary>What a <see cref="Gather"/> listens for. Of both, the first one to come wins.</summary>
[Flags]
public enum GatherInput
{
    /// <summary>Twilio's default, keys.</summary>
    Default = 0,

    /// <summary>Keys.</summary>
    Dtmf = 1,

    /// <summary>Speech.</summary>
    Speech = 2,

    /// <summary>Keys or speech.</summary>
    DtmfAndSpeech = Dtmf | Speech,
}

/// <summary>
/// Waits for keys or speech while its prompts are heard, then fetches <see cref="Action"/> and abandons the rest of the document.
/// With no input at all it goes on to the next verb, unless <see cref="ActionOnEmptyResult"/> is set.
/// </summary>
public sealed record Gather : VoiceVerb
{
    private const int MostHints = 500;
    private const int LongestHint = 100;

    /// <param name="prompts">What is heard meanwhile; the first key ends it.</param>
    public Gather(params IEnumerable<Prompt> prompts) => Prompts = [.. prompts];

    /// <summary>What is heard meanwhile, in order.</summary>
    public IReadOnlyList<Prompt> Prompts { get; }

    /// <summary>Keys, speech or both.</summary>
    public GatherInput Input { get; init; }

    /// <summary>Where the input goes. Always set it: the default is the current document, which makes loops.</summary>
    public string? Action { get; init; }

    /// <summary>Seconds to wait once the prompts are over, and again after every key (5).</summary>
    public int? Timeout { get; init; }

    /// <summary>The key that ends the input and is not part of it (<c>#</c>); empty for none.</summary>
    public string? FinishOnKey { get; init; }

    /// <summary>How many keys end the input (no limit).</summary>
    public int? NumDigits { get; init; }

    /// <summary>Fetches the action also where nothing came (false).</summary>
    public bool? ActionOnEmptyResult { get; init; }

    /// <summary>Seconds of silence that end speech, or <c>auto</c>, which speech models do not take.</summary>
    public string? SpeechTimeout { get; init; }

    /// <summary>Most seconds of speech (60).</summary>
    public int? MaxSpeechTime { get; init; }

    /// <summary>Twilio's model of speech to use.</summary>
    public string? SpeechModel { get; init; }

    /// <summary>The better, dearer recognition of the <c>phone_call</c> model (false).</summary>
    public bool? Enhanced { get; init; }

    /// <summary>The language that is listened for (en-US).</summary>
    public string? Language { get; init; }

    /// <summary>Phrases to expect. Over 500 of them, or over 100 characters long, and Twilio takes none; the surplus is left out.</summary>
    public IReadOnlyList<string> Hints { get; init; } = [];

    /// <summary>Stars out what it takes for swearing (true).</summary>
    public bool? ProfanityFilter { get; init; }

    /// <summary>Lets speech cut the prompts short (true).</summary>
    public bool? BargeIn { get; init; }

    private protected override void Write(TwimlWriter writer) => writer.Element("Gather", () =>
    {
        writer.Flags("input", Input);
        writer.Attribute("action", Action);
        writer.Attribute("timeout", Timeout);
        writer.Attribute("finishOnKey", FinishOnKey);
        writer.Attribute("numDigits", NumDigits);
        writer.Attribute("actionOnEmptyResult", ActionOnEmptyResult);
        writer.Attribute("speechTimeout", SpeechTimeout);
        writer.Attribute("maxSpeechTime", MaxSpeechTime);
        writer.Attribute("speechModel", SpeechModel);
        writer.Attribute("enhanced", Enhanced);
        writer.Attribute("language", Language);
        writer.Attribute("hints", HintList());
        writer.Attribute("profanityFilter", ProfanityFilter);
        writer.Attribute("bargeIn", BargeIn);
        writer.All(Prompts);
    });

    private string? HintList()
    {
        // A comma ends a hint, so one inside a phrase would make two of it.
        var usable = Hints.Select(hint => hint.Replace(',', ' ').Trim()).Where(hint => hint.Length is > 0 and <= LongestHint).Take(MostHints);
        var list = string.Join(',', usable);
        return list.Length == 0 ? null : list;
    }
}
