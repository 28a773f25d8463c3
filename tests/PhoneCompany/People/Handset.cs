using System.Text.RegularExpressions;
using PhoneCompany.Voice;

namespace PhoneCompany.People;

/// <summary>
/// A phone, and whoever holds it. The verbs (<see cref="Answers"/>, <see cref="Presses"/>, <see cref="Says"/> and so on) act on the
/// call in hand and may be used from any thread.
/// </summary>
public sealed partial class Handset
{
    private readonly PhoneNetwork _network;
    private readonly List<HeardEntry> _heard = [];
    private readonly List<Call> _live = [];
    private readonly List<MissedCall> _missed = [];
    private readonly List<VoicemailRecording> _voicemail = [];
    private readonly Dictionary<Call, Conversation> _conversations = [];
    private Call? _focus;

    internal Handset(PhoneNetwork network, string number)
    {
        _network = network;
        Number = number;
    }

    /// <summary>E.164.</summary>
    public string Number { get; }

    /// <summary>Who or what takes incoming calls. Manual until told otherwise.</summary>
    public Behaviour Behaviour { get; set; } = Behaviour.Manual;

    /// <summary>Asked anew for every call that comes in, where it is set: who takes it.</summary>
    public Func<Behaviour>? ChoosesBehaviour { get; set; }

    /// <summary>Whether a second call rings while one is on; otherwise it is busy.</summary>
    public bool CallWaiting { get; set; }

    /// <summary>How many calls can be on at once, for a desk with several lines.</summary>
    public int Lines { get; set; } = 1;

    /// <summary>The call in hand: on, or being placed. Null when idle or only ringing.</summary>
    public Call? Call => _network.Board.Enter(() => _focus is { IsOver: false } ? _focus : _live.LastOrDefault(IsInHand));

    /// <summary>The call that rings now.</summary>
    public Call? IncomingCall => _network.Board.Enter(() => _live.FirstOrDefault(call => !IsInHand(call)));

    public bool IsRinging => IncomingCall is not null;

    /// <summary>The caller ID that the ringing phone shows.</summary>
    public string? IncomingFrom => IncomingCall?.From;

    /// <summary>On a call that is answered at both ends.</summary>
    public bool IsInCall => Call is { Status: "in-progress" };

    public bool IsIdle => _network.Board.Enter(() => _live.Count == 0);

    /// <summary>Everything heard on this phone, oldest first.</summary>
    public IReadOnlyList<HeardEntry> Heard => _network.Board.Enter(() => _heard.ToList());

    /// <summary>Where the transcript stands now, for <see cref="HeardSince"/>.</summary>
    public int Mark => _network.Board.Enter(() => _heard.Count);

    public IReadOnlyList<MissedCall> MissedCalls => _network.Board.Enter(() => _missed.ToList());

    public IReadOnlyList<VoicemailRecording> VoicemailRecordings => _network.Board.Enter(() => _voicemail.ToList());

    public IReadOnlyList<HeardEntry> HeardSince(int mark) => _network.Board.Enter(() => _heard.Skip(mark).ToList());

    /// <summary>The words heard since, machine and people, as one string.</summary>
    public string WordsSince(int mark) => string.Join(
        ' ', HeardSince(mark).Where(entry => entry.Kind is HeardKind.Speech or HeardKind.Voice).Select(entry => entry.Text));

    /// <summary>Whether words matching the pattern (a regular expression, case ignored) were heard since the mark.</summary>
    public bool HasHeard(string pattern, int since = 0) =>
        Regex.IsMatch(WordsSince(since), pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    /// <summary>Dials. To a number the account owns it becomes an inbound call there; other phones cannot be dialled from here.</summary>
    /// <param name="callerId">What the other side sees; this phone's number unless given, for example <c>anonymous</c>.</param>
    public Call PlacesCall(string number, string? callerId = null) => _network.Board.Enter(() =>
    {
        if (_live.Count > 0 && !CallWaiting)
        {
            throw new InvalidOperationException($"{Number} is already on a call.");
        }

        var owned = _network.Owned(number) ?? throw new ArgumentException($"{number} is not a number of the service.", nameof(number));
        var call = _network.Exchange.CreateInbound(this, callerId ?? Number, owned);
        _live.Add(call);
        Hear(call, HeardKind.Ringback, "ringing", TimeSpan.Zero);
        return call;
    });

    public void Answers() => _network.Board.Enter(() => AnswersCall(IncomingCall ?? throw Nothing("is not ringing")));

    /// <summary>Declines the ringing call; the caller finds it busy.</summary>
    public void Rejects() => _network.Board.Enter(() => _network.Exchange.End(IncomingCall ?? throw Nothing("is not ringing"), "busy", 486));

    public void HangsUp() => _network.Board.Enter(() => HangsUpCall(Call ?? throw Nothing("is on no call")));

    /// <summary>Presses keys one after the other. What nobody listens for is lost, as on the real network.</summary>
    public void Presses(string keys)
    {
        ArgumentException.ThrowIfNullOrEmpty(keys);
        _network.Board.Enter(() => PressesOn(Call ?? throw Nothing("is on no call"), keys));
    }

    /// <summary>Speaks. It takes as long as the words take.</summary>
    /// <param name="heardAs">What speech recognition makes of it, if something else.</param>
    /// <param name="confidence">How sure recognition is, 0 to 1.</param>
    public void Says(string text, string? heardAs = null, double confidence = 0.9)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        _network.Board.Enter(() => SaysOn(Call ?? throw Nothing("is on no call"), text, heardAs, confidence));
    }

    internal void AnswersCall(Call call)
    {
        if (call.IsOver || call.IsAnswered)
        {
            return;
        }

        _live.Remove(call);
        _live.Add(call);
        _network.Exchange.Answer(call);
    }

    internal void HangsUpCall(Call call) => _network.Exchange.HangUpByPerson(call);

    internal void PressesOn(Call call, string keys)
    {
        foreach (var key in keys)
        {
            _network.Note(Number, "pressed", key.ToString());
            if (call is { IsOver: false, IsAnswered: true })
            {
                call.Seat?.Room.Carry(call, HeardKind.Tone, key.ToString(), TimeSpan.Zero);
                call.Bridged?.Phone.Hear(call.Bridged, HeardKind.Tone, key.ToString(), TimeSpan.Zero, Number);
                call.Box.Deliver(new KeyPressed(key));
            }
        }
    }

    internal TimeSpan SaysOn(Call call, string text, string? heardAs = null, double confidence = 0.9)
    {
        var duration = TimeSpan.FromSeconds(text.Length / _network.Options.SpeechCharactersPerSecond);
        _network.Note(Number, "said", text);
        if (call is not { IsOver: false, IsAnswered: true })
        {
            return duration;
        }

        var startedUtc = _network.Board.Now;
        call.Seat?.Room.Carry(call, HeardKind.Voice, text, duration);
        call.Bridged?.Phone.Hear(call.Bridged, HeardKind.Voice, text, duration, Number);
        call.Box.Deliver(new SpeechStarted(startedUtc, heardAs ?? text, duration));
        _network.Board.After(duration, () =>
        {
            if (!call.IsOver)
            {
                call.Box.Deliver(new SpeechEnded(startedUtc, _network.Board.Now, heardAs ?? text, confidence));
            }
        });
        return duration;
    }

    /// <summary>A sound from this side that is no speech.</summary>
    internal void SoundsOn(Call call, HeardKind kind, string text)
    {
        _network.Note(Number, "said", $"({text})");
        call.Seat?.Room.Carry(call, kind, text, TimeSpan.Zero);
        call.Bridged?.Phone.Hear(call.Bridged, kind, text, TimeSpan.Zero, Number);
    }

    internal HeardEntry Hear(Call call, HeardKind kind, string text, TimeSpan duration, string? who = null)
    {
        var entry = new HeardEntry(_network.Board.Now, call.Sid, kind, text, duration, who);
        _heard.Add(entry);
        _network.Note(Number, "heard", who is null ? $"{kind}: {text}" : $"{kind} of {who}: {text}");
        if (_conversations.TryGetValue(call, out var conversation))
        {
            _network.Board.Post(() => conversation.Hears(entry));
        }

        return entry;
    }

    internal IEnumerable<HeardEntry> HeardOn(Call call) => _heard.Where(entry => entry.CallSid == call.Sid);

    internal OfferOutcome Offer()
    {
        if (ChoosesBehaviour is { } choose)
        {
            Behaviour = choose();
        }

        var outcome = Behaviour.WhenOffered;
        return outcome == OfferOutcome.Rings && _live.Count >= Math.Max(Lines, CallWaiting ? 2 : 1) ? OfferOutcome.Busy : outcome;
    }

    internal void OnRinging(Call call)
    {
        call.IsOffered = true;
        _live.Insert(0, call);
        if (Behaviour.AnswersAfter is { } delay)
        {
            var behaviour = Behaviour;
            _network.Board.After(delay, () =>
            {
                if (!call.IsOver && !call.IsAnswered)
                {
                    Converse(call, behaviour);
                    AnswersCall(call);
                }
            });
        }
    }

    /// <summary>The company has answered a call that this phone placed.</summary>
    internal void OnConnected(Call call)
    {
        foreach (var ringing in HeardOn(call).Where(entry => entry.Kind == HeardKind.Ringback))
        {
            ringing.CutOff(_network.Board.Now);
        }

        if (Behaviour.SpeaksOnPlacedCalls)
        {
            Converse(call, Behaviour);
        }
    }

    internal void OnEnded(Call call)
    {
        if (_live.Remove(call) && call.IsOffered && !call.IsAnswered)
        {
            _missed.Add(new MissedCall(_network.Board.Now, call.From, call.Sid));
        }

        foreach (var entry in HeardOn(call))
        {
            entry.CutOff(_network.Board.Now);
        }

        if (_conversations.Remove(call, out var conversation))
        {
            conversation.Ends();
        }
    }

    internal void Keep(VoicemailRecording recording) => _voicemail.Add(recording);

    /// <summary>Goes on with another behaviour on a call that is already answered.</summary>
    internal void Converse(Call call, Behaviour behaviour)
    {
        if (call.IsOver)
        {
            return;
        }

        var conversation = behaviour.Converse(_network, this, call);
        _conversations[call] = conversation;
        _network.Board.Post(() =>
        {
            if (!call.IsOver)
            {
                conversation.Starts();
            }
        });
    }

    internal void During(Call call, Action<Handset> act)
    {
        var before = _focus;
        _focus = call;
        try
        {
            act(this);
        }
        finally
        {
            _focus = before;
        }
    }

    internal string AmdVerdict(AmdPlan plan) => Behaviour.AmdVerdict ?? (Behaviour.IsMachine, plan.Mode) switch
    {
        (true, "DetectMessageEnd") => "machine_end_beep",
        (true, _) => "machine_start",
        (null, _) => "unknown",
        _ => "human",
    };

    internal TimeSpan AmdDelay(AmdPlan plan)
    {
        var delay = Behaviour.AmdDelay ?? (Behaviour.IsMachine == true && plan.Mode == "DetectMessageEnd"
            ? Behaviour.MessageEndsAfter(_network.Options.SpeechCharactersPerSecond)
            : Behaviour.IsMachine is null ? plan.Timeout : TimeSpan.FromSeconds(4));
        return delay < plan.Timeout ? delay : plan.Timeout;
    }

    private static bool IsInHand(Call call) => call.IsAnswered || call.Direction == Directions.Inbound;

    private InvalidOperationException Nothing(string what) => new($"{Number} {what}.");
}
