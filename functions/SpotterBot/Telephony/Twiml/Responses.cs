namespace SpotterBot.Telephony.Twiml;

/// <summary>
/// What a call does next: its verbs run from top to bottom. A verb that fetches a new document abandons the rest, and the end of the
/// document hangs up. Source: Twilio documentation, "TwiML for Programmable Voice".
/// </summary>
public sealed record VoiceResponse
{
    /// <param name="verbs">In the order in which they run; none hangs up.</param>
    public VoiceResponse(params IEnumerable<VoiceVerb> verbs) => Verbs = [.. verbs];

    /// <summary>The verbs, in order.</summary>
    public IReadOnlyList<VoiceVerb> Verbs { get; }

    /// <summary>The document, to be sent as UTF-8 with content type <c>text/xml</c>.</summary>
    /// <exception cref="InvalidOperationException">It is over 64 kB.</exception>
    public string ToXml() => TwimlWriter.Document(Verbs);
}

/// <summary>The answer to a text. Source: Twilio documentation, "TwiML for Programmable Messaging".</summary>
public sealed record MessagingResponse
{
    /// <param name="messages">What is texted back, in order (which handsets may not keep); none sends nothing.</param>
    public MessagingResponse(params IEnumerable<Message> messages) => Messages = [.. messages];

    /// <summary>The texts, in order.</summary>
    public IReadOnlyList<Message> Messages { get; }

    /// <summary>The document, to be sent as UTF-8 with content type <c>text/xml</c>: as plain text it would itself be texted to the sender.</summary>
    /// <exception cref="InvalidOperationException">It is over 64 kB.</exception>
    public string ToXml() => TwimlWriter.Document(Messages);
}

/// <summary>A text back to whoever wrote. It has no recipient of its own, so it can go nowhere else.</summary>
/// <param name="Body">The text; one over Twilio's 1600 characters (error 21617) goes out as several.</param>
public sealed record Message(string Body) : ITwimlElement
{
    private const int MostCharacters = 1600;

    /// <summary>Where the text's way is reported.</summary>
    public string? StatusCallback { get; init; }

    /// <summary>Never the text: it may be someone's address.</summary>
    public override string ToString() => nameof(Message);

    void ITwimlElement.WriteTo(TwimlWriter writer)
    {
        foreach (var piece in XmlText.Split(XmlText.Clean(Body), MostCharacters))
        {
            writer.Element("Message", () =>
            {
                writer.Attribute("statusCallback", StatusCallback);
                writer.Element("Body", () => writer.Text(piece));
            });
        }
    }
}
