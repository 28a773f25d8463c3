using System.Xml.Linq;
using PhoneCompany.People;
using PhoneCompany.Time;
using PhoneCompany.Voice.Twiml;
using PhoneCompany.Webhooks;

namespace PhoneCompany.Voice;

/// <summary>What a document is run for; not every verb is allowed everywhere.</summary>
internal enum ScriptMode
{
    Leg,

    /// <summary>On the callee of a Dial, before the two are joined.</summary>
    Whisper,

    /// <summary>For somebody waiting in a conference room.</summary>
    WaitingRoom,

    /// <summary>For everybody in a room.</summary>
    Announcement,

    /// <summary>For one person in a room, the others not hearing it.</summary>
    Aside,
}

/// <summary>Something the person on a leg did, or a reply that came.</summary>
internal sealed record KeyPressed(char Key);

/// <param name="Text">What recognition will make of the whole of it.</param>
internal sealed record SpeechStarted(DateTimeOffset Utc, string Text, TimeSpan Duration);

internal sealed record SpeechEnded(DateTimeOffset StartedUtc, DateTimeOffset EndedUtc, string Text, double Confidence);

internal sealed record Replied(object Ticket, WebhookReply Reply);

/// <summary>
/// Runs documents on one leg: verbs from top to bottom, one document at a time. A verb that fetches another document abandons the
/// rest; a document that ends hangs up.
/// </summary>
internal sealed partial class Interpreter(Call call, Mailbox box, ScriptMode mode)
{
    private readonly PhoneNetwork _network = call.Network;
    private TwimlDocument _document = TwimlDocument.Empty;
    private DocumentRequest? _current;
    private bool _isFirstVerb = true;
    private DateTimeOffset _lastDocumentUtc;
    private int _documentsAtOnce;

    private DateTimeOffset Now => _network.Board.Now;

    /// <summary>Runs a leg from its first document until it is over, through every redirect.</summary>
    public async Task RunLegAsync(DocumentRequest first)
    {
        var next = first;
        try
        {
            while (next is not null)
            {
                try
                {
                    next = await RunDocumentAsync(next);
                }
                catch (InterruptedScriptException interrupted) when (interrupted.Interruption.Redirect is DocumentRequest redirect)
                {
                    box.Resume();
                    next = redirect;
                }
            }

            // Only Reject leaves an inbound call unanswered; a document that just ends, or hangs up, has taken it.
            _network.Exchange.AnswerInbound(call);
            _network.Exchange.HangUp(call);
        }
        catch (InterruptedScriptException)
        {
            // The leg is over, and whoever ended it has said so.
        }
#pragma warning disable CA1031 // A fault of this simulator must fail the test, not vanish in a task nobody awaits.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            _network.Observe(fault);
        }
        finally
        {
            call.Script = null;
        }
    }

    /// <summary>Runs until the document ends; false when it hung up or was of no use.</summary>
    public async Task<bool> RunGuestAsync(DocumentRequest first)
    {
        for (var next = first; next is not null;)
        {
            if (await LoadAsync(next) is not { } document)
            {
                return false;
            }

            (_document, _current) = (document, next);
            var (then, hungUp) = await ExecuteAsync();
            if (hungUp)
            {
                return false;
            }

            next = then;
        }

        return true;
    }

    private async Task<DocumentRequest?> RunDocumentAsync(DocumentRequest request)
    {
        if (await LoadWithFallbackAsync(request) is not { } document)
        {
            _network.Exchange.AnswerInbound(call);
            await PlayOutAsync(HeardKind.Speech, "We are sorry, an application error has occurred. Goodbye.");
            return null;
        }

        _document = document;
        var (next, _) = await ExecuteAsync();
        return next;
    }

    private async Task<(DocumentRequest? Next, bool HungUp)> ExecuteAsync()
    {
        foreach (var verb in _document.Verbs)
        {
            box.ThrowIfInterrupted();
            if (!IsAllowedHere(verb))
            {
                _network.Violate($"<{verb.Name}> is not supported in a document for {mode}.");
                continue;
            }

            DocumentRequest? next = null;
            switch (verb.Name.LocalName)
            {
                case "Hangup":
                    return (null, true);
                case "Reject":
                    if (call.Direction == Directions.Inbound && !call.IsAnswered && _isFirstVerb)
                    {
                        _network.Exchange.End(call, verb.Value("reason") == "busy" ? "busy" : "no-answer");
                    }
                    else
                    {
                        _network.Violate("<Reject> only means something as the first verb of an unanswered inbound call.");
                    }

                    return (null, true);
                case "Redirect":
                    next = verb.Value.Trim() is { Length: > 0 } url
                        ? Request(url, verb.Value("method"))
                        : _current! with { Method = verb.Value("method") ?? "POST", Extra = [] };
                    return (next, false);
                case "Pause":
                    await ListenAsync(verb.Seconds("length", 1), null);
                    break;
                case "Say":
                    _network.Exchange.AnswerInbound(call);
                    await SayAsync(verb, null);
                    break;
                case "Play":
                    _network.Exchange.AnswerInbound(call);
                    await PlayAsync(verb, null);
                    break;
                case "Gather":
                    _network.Exchange.AnswerInbound(call);
                    next = await GatherAsync(verb);
                    break;
                case "Record":
                    _network.Exchange.AnswerInbound(call);
                    next = await RecordAsync(verb);
                    break;
                case "Dial":
                    next = await DialAsync(verb);
                    break;
            }

            _isFirstVerb = false;
            if (next is not null)
            {
                return (next, false);
            }
        }

        return (null, false);
    }

    private bool IsAllowedHere(XElement verb) => mode switch
    {
        ScriptMode.Leg => true,
        ScriptMode.Whisper => verb.Name.LocalName is "Say" or "Play" or "Gather" or "Hangup" or "Pause",
        ScriptMode.WaitingRoom => verb.Name.LocalName is "Say" or "Play" or "Pause" or "Redirect",
        _ => verb.Name.LocalName is "Say" or "Play" or "Pause",
    };

    private async Task SayAsync(XElement verb, Func<object, bool>? bargeIn)
    {
        var text = verb.Spoken();
        if (text.Length > 4096)
        {
            _network.Violate($"<Say> of {text.Length} characters.");
            _network.Alert(13521, _current?.Url ?? "", call.Sid, "Say text is too long.");
        }

        if (text.Length == 0)
        {
            return;
        }

        // Zero means for ever.
        var loop = verb.Number("loop", 1);
        for (var said = 0; loop == 0 || said < loop; said++)
        {
            if (await PlayOutAsync(HeardKind.Speech, text, verb.Breaks(), bargeIn))
            {
                return;
            }
        }
    }

    /// <summary>Speaks, and takes as long as that takes. True when <paramref name="bargeIn"/> cut it off.</summary>
    private Task<bool> PlayOutAsync(HeardKind kind, string text, TimeSpan breaks = default, Func<object, bool>? bargeIn = null) =>
        PlayForAsync(kind, text, breaks + TimeSpan.FromSeconds(text.Length / _network.Options.SpeechCharactersPerSecond), bargeIn);

    private async Task<bool> PlayForAsync(HeardKind kind, string text, TimeSpan duration, Func<object, bool>? bargeIn)
    {
        var heard = Sound(kind, text, duration);
        try
        {
            if (!await ListenAsync(duration, bargeIn))
            {
                return false;
            }

            CutOff(heard);
            return true;
        }
        catch (InterruptedScriptException)
        {
            CutOff(heard);
            throw;
        }
    }

    /// <summary>Lets time pass; whatever comes meanwhile and is not wanted is lost.</summary>
    private async Task<bool> ListenAsync(TimeSpan duration, Func<object, bool>? wanted)
    {
        var until = Now + duration;
        while (await box.NextAsync(until) is { } happened)
        {
            if (wanted?.Invoke(happened) == true)
            {
                return true;
            }
        }

        return false;
    }

    private List<HeardEntry> Sound(HeardKind kind, string text, TimeSpan duration)
    {
        if (mode is ScriptMode.Announcement or ScriptMode.Aside && call.Seat is null)
        {
            return [];
        }

        if (mode == ScriptMode.Announcement)
        {
            return [.. call.Seat!.Room.Seats.Select(each => each.Call.Phone.Hear(each.Call, kind, text, duration))];
        }

        return [call.Phone.Hear(call, kind, text, duration)];
    }

    private void CutOff(List<HeardEntry> heard) => heard.ForEach(entry => entry.CutOff(Now));

    private DocumentRequest Request(string url, string? method, params IEnumerable<KeyValuePair<string, string>> extra) =>
        new(Resolve(url), method ?? "POST") { Extra = [.. extra] };

    /// <summary>The action of a verb; without one it is the document that is running.</summary>
    private DocumentRequest Action(XElement verb, params IEnumerable<KeyValuePair<string, string>> extra)
    {
        if (verb.Value("action") is { Length: > 0 } action)
        {
            return Request(action, verb.Value("method"), extra);
        }

        if (_document.BaseUrl is null)
        {
            _network.Violate($"<{verb.Name}> in TwiML given inline has no action to go to.");
        }

        return Request(_current?.Url ?? "", verb.Value("method"), extra);
    }

    private string Resolve(string url)
    {
        if (url.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || url.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
        {
            return url;
        }

        if (_document.BaseUrl is null)
        {
            _network.Violate($"TwiML given inline names the relative URL '{url}'.");
            return url;
        }

        return new Uri(new Uri(_document.BaseUrl), url).AbsoluteUri;
    }
}
