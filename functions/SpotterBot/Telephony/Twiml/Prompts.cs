namespace SpotterBot.Telephony.Twiml;

/// <summary>Something a call does. Times are in whole seconds; an attribute left null has Twilio's default.</summary>
public abstract record VoiceVerb : ITwimlElement
{
    // Internal, so that the verbs in this folder are the only ones there are.
    private protected VoiceVerb()
    {
    }

    void ITwimlElement.WriteTo(TwimlWriter writer) => Write(writer);

    private protected abstract void Write(TwimlWriter writer);
}

/// <summary>A verb that may stand inside a <see cref="Gather"/>: it is heard, and decides nothing.</summary>
public abstract record Prompt : VoiceVerb
{
    private protected Prompt()
    {
    }
}

/// <summary>How fast a text is spoken. The slower ones are SSML, which only Amazon Polly's and Google's voices follow.</summary>
public enum SpeechRate
{
    /// <summary>The voice's own pace.</summary>
    Normal,

    /// <summary>Slow enough to write down: addresses and numbers.</summary>
    Slow,

    /// <summary>For "say it again, slower".</summary>
    ExtraSlow,
}

/// <summary>Speaks a text. One over 1000 characters is spoken as several in a row, since Twilio cuts or refuses long ones (error 13521).</summary>
/// <param name="Text">What is said. Nothing is written for a blank one, which Twilio would complain about.</param>
public sealed record Say(string Text) : Prompt
{
    private const int MostCharacters = 1000;
    private const int MostRepeatedBytes = 20_000;

    /// <summary>Language tag, as <c>en-US</c> or <c>fr-CA</c>.</summary>
    public string? Language { get; init; }

    /// <summary>Voice name, as <c>Polly.Joanna-Neural</c>.</summary>
    public string? Voice { get; init; }

    /// <summary>How often, default once; 0 repeats until the call ends.</summary>
    public int? Loop { get; init; }

    /// <summary>How fast.</summary>
    public SpeechRate Rate { get; init; }

    /// <summary>As loud as the voice can be. SSML, as the slower rates are.</summary>
    public bool Loud { get; init; }

    /// <summary>Never the text: it may be someone's address.</summary>
    public override string ToString() => nameof(Say);

    private protected override void Write(TwimlWriter writer)
    {
        var pieces = XmlText.Split(XmlText.Clean(Text), MostCharacters);
        if (pieces.Count <= 1)
        {
            foreach (var piece in pieces) WritePiece(writer, piece, Loop);
            return;
        }

        // "Loop" on every piece would say the first one over and over before the second: a text in pieces is repeated as a whole.
        for (var round = 0; round < RoundsOf(pieces); round++)
        {
            foreach (var piece in pieces) WritePiece(writer, piece, loop: null);
        }
    }

    /// <summary>"For ever" becomes as often as a document has room for, which is at least twenty minutes of speech.</summary>
    private int RoundsOf(IReadOnlyList<string> pieces)
    {
        var roomFor = Math.Max(1, MostRepeatedBytes / Math.Max(1, pieces.Sum(XmlText.BytesOf)));
        return Loop is 0 ? roomFor : Math.Clamp(Loop ?? 1, 1, roomFor);
    }

    private void WritePiece(TwimlWriter writer, string piece, int? loop) => writer.Element("Say", () =>
    {
        writer.Attribute("voice", Voice);
        writer.Attribute("language", Language);
        writer.Attribute("loop", loop);
        if (Rate == SpeechRate.Normal && !Loud)
        {
            writer.Text(piece);
            return;
        }

        writer.Element("prosody", () =>
        {
            writer.Attribute("volume", Loud ? "x-loud" : null);
            writer.Attribute("rate", Rate switch { SpeechRate.Slow => "slow", SpeechRate.ExtraSlow => "x-slow", _ => null });
            writer.Text(piece);
        });
    });
}

/// <summary>Plays a sound, or keys.</summary>
/// <param name="Url">Absolute address of the sound; empty with <see cref="Digits"/>.</param>
public sealed record Play(string Url) : Prompt
{
    /// <summary>How often, default once; 0 repeats until the call ends.</summary>
    public int? Loop { get; init; }

    /// <summary>Keys to press, <c>w</c> being half a second of waiting: for the menu in front of a dispatch desk.</summary>
    public string? Digits { get; init; }

    private protected override void Write(TwimlWriter writer) => writer.Element("Play", () =>
    {
        writer.Attribute("loop", Loop);
        writer.Attribute("digits", Digits);
        writer.Text(Url);
    });
}

/// <summary>Says nothing for a while. As the first verb of an incoming call it lets the phone ring on, unanswered.</summary>
/// <param name="Length">Seconds.</param>
public sealed record Pause(int Length = 1) : Prompt
{
    private protected override void Write(TwimlWriter writer) => writer.Element("Pause", () => writer.Attribute("length", Length));
}
