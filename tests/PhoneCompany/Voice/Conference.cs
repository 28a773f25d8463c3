using System.Globalization;
using PhoneCompany.People;
using PhoneCompany.Time;
using PhoneCompany.Webhooks;

namespace PhoneCompany.Voice;

/// <summary>Twilio's words for why a participant left. Source: docs, conference status callback parameters.</summary>
internal static class LeaveReasons
{
    public const string HungUp = "participant_hung_up";
    public const string Updated = "participant_updated_via_api";
    public const string Moderator = "moderator_ended_conference";
    public const string EndedViaApi = "conference_ended_via_api";
    public const string AddFailed = "participant_add_failed";
}

/// <summary>How one leg takes part, as its Conference element (or the REST request) says.</summary>
internal sealed record SeatPlan
{
    public string? Label { get; init; }

    public bool Muted { get; init; }

    public string Beep { get; init; } = "true";

    public bool StartOnEnter { get; init; } = true;

    public bool EndOnExit { get; init; }

    /// <summary>Null, and not <see cref="WaitsInSilence"/>: the company's own music.</summary>
    public DocumentRequest? Wait { get; init; }

    public bool WaitsInSilence { get; init; }

    public int MaxParticipants { get; init; } = 250;

    public string? StatusCallback { get; init; }

    public string StatusCallbackMethod { get; init; } = "POST";

    public IReadOnlyCollection<string> StatusEvents { get; init; } = [];
}

/// <summary>One leg in one room.</summary>
internal sealed class Seat(Conference room, Call call, SeatPlan plan, DateTimeOffset joinedUtc)
{
    private Mailbox? _guest;
    private HeardEntry? _music;

    public Conference Room => room;

    public Call Call => call;

    public SeatPlan Plan => plan;

    public DateTimeOffset JoinedUtc => joinedUtc;

    public string? Label => plan.Label;

    public bool Muted { get; set; } = plan.Muted;

    public bool OnHold { get; set; }

    public bool EndOnExit { get; set; } = plan.EndOnExit;

    public bool BeepOnExit { get; set; } = plan.Beep is "true" or "onExit";

    /// <summary>Whether the others and this one hear each other.</summary>
    public bool IsAudible => room.IsStarted && !OnHold;

    /// <summary>Music (or what the URL says) until <see cref="Quieten"/>.</summary>
    public void Entertain(DocumentRequest? document, bool silence, Action onFailure)
    {
        Quieten();
        if (document is null)
        {
            _music = silence ? null : call.Phone.Hear(call, HeardKind.Music, "hold music", TimeSpan.Zero);
            return;
        }

        var guest = _guest = new Mailbox(call.Network.Board);
        _ = RunAsync(new Interpreter(call, guest, ScriptMode.WaitingRoom), document, onFailure);
    }

    public void Quieten()
    {
        _music?.CutOff(call.Network.Board.Now);
        _music = null;
        _guest?.Interrupt(new Interruption(null));
        _guest = null;
    }

    private async Task RunAsync(Interpreter script, DocumentRequest document, Action onFailure)
    {
        try
        {
            if (!await script.RunGuestAsync(document))
            {
                onFailure();
            }
        }
        catch (InterruptedScriptException)
        {
            // The conference started, or the leg left.
        }
#pragma warning disable CA1031 // See Interpreter.RunLegAsync.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            call.Network.Observe(fault);
        }
    }
}

/// <summary>
/// A room: it starts when two are in it and one of them may start it; until then those inside wait. It ends when the last leaves,
/// when somebody leaves whose leaving ends it, or by REST.
/// </summary>
public sealed class Conference
{
    private readonly PhoneNetwork _network;
    private readonly List<Seat> _seats = [];
    private readonly SeatPlan _first;
    private int _nextSequence;

    internal Conference(PhoneNetwork network, string name, SeatPlan first)
    {
        _network = network;
        _first = first;
        Sid = network.NextSid("CF");
        FriendlyName = name;
        CreatedUtc = UpdatedUtc = network.Board.Now;
    }

    /// <summary><c>CF</c> and 32 hex digits.</summary>
    public string Sid { get; }

    public string FriendlyName { get; }

    public DateTimeOffset CreatedUtc { get; }

    public DateTimeOffset UpdatedUtc { get; private set; }

    public DateTimeOffset? StartedUtc { get; private set; }

    public DateTimeOffset? EndedUtc { get; private set; }

    /// <summary>init, in-progress or completed. A room with one person in it is init.</summary>
    public string Status => EndedUtc is not null ? "completed" : IsStarted ? "in-progress" : "init";

    public bool IsStarted => StartedUtc is not null;

    /// <summary>Who is in it now, in order of joining: phone numbers.</summary>
    public IReadOnlyList<string> Present => _network.Board.Enter(() => _seats.Select(seat => seat.Call.Phone.Number).ToList());

    internal IReadOnlyList<Seat> Seats => _seats;

    internal string? EndReason { get; private set; }

    internal Call? EndedBy { get; private set; }

    internal Seat? Enter(Call call, SeatPlan plan)
    {
        if (plan.Label is { } label && _seats.Any(other => other.Label == label))
        {
            _network.Alert(16025, "", call.Sid, $"Participant label '{label}' is already in use.");
            return null;
        }

        if (_seats.Count >= _first.MaxParticipants)
        {
            _network.Alert(16020, "", call.Sid, "The conference is full.");
            return null;
        }

        var seat = new Seat(this, call, plan, _network.Board.Now);
        _seats.Add(seat);
        call.Seat = seat;
        UpdatedUtc = _network.Board.Now;
        _network.Note(call.Phone.Number, "room", $"joins {FriendlyName}");
        Tell("join", "participant-join", seat);
        if (!IsStarted && _seats.Count >= 2 && _seats.Any(each => each.Plan.StartOnEnter))
        {
            StartedUtc = _network.Board.Now;
            _seats.ForEach(each => each.Quieten());
            Tell("start", "conference-start", null);
        }
        else if (!IsStarted)
        {
            seat.Entertain(plan.Wait, plan.WaitsInSilence, () => Leave(call, LeaveReasons.AddFailed));
        }

        if (IsStarted && plan.Beep is "true" or "onEnter")
        {
            BeepToAll();
        }

        return seat;
    }

    internal void Leave(Call call, string reason)
    {
        if (call.Seat is not { } seat || !_seats.Remove(seat))
        {
            return;
        }

        seat.Quieten();
        call.Seat = null;
        UpdatedUtc = _network.Board.Now;
        _network.Note(call.Phone.Number, "room", $"leaves {FriendlyName} ({reason})");
        Tell(
            "leave",
            "participant-leave",
            seat,
            new("ParticipantCallStatus", call.Status),
            new("ReasonParticipantLeft", reason));
        call.Box.Deliver(new SeatLost(seat));
        if (EndedUtc is not null)
        {
            return;
        }

        var wasKicked = reason == LeaveReasons.Updated;
        if (seat.EndOnExit)
        {
            End(wasKicked ? "participant-with-end-conference-on-exit-kicked" : "participant-with-end-conference-on-exit-left", seat);
        }
        else if (_seats.Count == 0)
        {
            End(wasKicked ? "last-participant-kicked" : "last-participant-left", seat);
        }
        else if (IsStarted && seat.BeepOnExit)
        {
            BeepToAll();
        }
    }

    internal void EndByApi() => End("conference-ended-via-api", null);

    /// <summary>Everybody who can hear and be heard hears it, except the speaker.</summary>
    internal void Carry(Call speaker, HeardKind kind, string text, TimeSpan duration)
    {
        if (speaker.Seat is not { IsAudible: true, Muted: false })
        {
            return;
        }

        foreach (var seat in _seats.Where(seat => seat.Call != speaker && seat.IsAudible).ToList())
        {
            seat.Call.Phone.Hear(seat.Call, kind, text, duration, speaker.Phone.Number);
        }
    }

    internal void Changed(Seat seat, string subscription, string eventName)
    {
        UpdatedUtc = _network.Board.Now;
        Tell(subscription, eventName, seat);
    }

    internal void Announce(DocumentRequest document, Seat? onlyTo)
    {
        if ((onlyTo ?? _seats.FirstOrDefault()) is not { } seat)
        {
            return;
        }

        var script = new Interpreter(
            seat.Call, new Mailbox(_network.Board), onlyTo is null ? ScriptMode.Announcement : ScriptMode.Aside);
        _ = AnnounceAsync(script, document, seat);
    }

    private async Task AnnounceAsync(Interpreter script, DocumentRequest document, Seat seat)
    {
        try
        {
            var heard = await script.RunGuestAsync(document);
            Tell("announcement", heard ? "announcement-end" : "announcement-fail", seat);
        }
#pragma warning disable CA1031 // See Interpreter.RunLegAsync.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            _network.Observe(fault);
        }
    }

    private void End(string reason, Seat? by)
    {
        if (EndedUtc is not null)
        {
            return;
        }

        EndedUtc = _network.Board.Now;
        (EndReason, EndedBy) = (reason, by?.Call);
        foreach (var seat in _seats.ToList())
        {
            Leave(seat.Call, by is null ? LeaveReasons.EndedViaApi : LeaveReasons.Moderator);
        }

        _network.Rooms.Closed(this);
        _network.Note("", "room", $"{FriendlyName} ends ({reason})");
        List<KeyValuePair<string, string>> form = [new("ReasonConferenceEnded", reason), new("Reason", Explain(reason, by))];
        if (by is not null)
        {
            form.Add(new("CallSidEndingConference", by.Call.Sid));
            if (by.Label is { } label)
            {
                form.Add(new("ParticipantLabelEndingConference", label));
            }
        }

        Tell("end", "conference-end", null, [.. form]);
    }

    private static string Explain(string reason, Seat? by) => by is null
        ? "Conference ended via API"
        : $"Participant {by.Call.Sid}: {reason}";

    private void BeepToAll()
    {
        foreach (var seat in _seats.Where(seat => seat.IsAudible).ToList())
        {
            seat.Call.Phone.Hear(seat.Call, HeardKind.Beep, "beep", TimeSpan.FromSeconds(0.5));
        }
    }

    private void Tell(string subscription, string eventName, Seat? about, params KeyValuePair<string, string>[] more)
    {
        var isSubscribed = _first.StatusEvents.Contains(subscription);
        if (_first.StatusCallback is not { } url || !isSubscribed)
        {
            return;
        }

        List<KeyValuePair<string, string>> form =
        [
            new("ConferenceSid", Sid),
            new("FriendlyName", FriendlyName),
            new("AccountSid", _network.Options.AccountSid),
            new("Timestamp", _network.Board.Now.ToString("ddd, dd MMM yyyy HH:mm:ss zz00", CultureInfo.InvariantCulture)),
            new("StatusCallbackEvent", eventName),
        ];
        form.Add("SequenceNumber", _nextSequence++);
        if (about is not null)
        {
            form.Add("CallSid", about.Call.Sid);
            form.Add("Muted", about.Muted ? "true" : "false");
            form.Add("Hold", about.OnHold ? "true" : "false");
            form.Add("Coaching", "false");
            form.Add("EndConferenceOnExit", about.EndOnExit ? "true" : "false");
            form.Add("StartConferenceOnEnter", about.Plan.StartOnEnter ? "true" : "false");
            if (about.Label is { } label)
            {
                form.Add("ParticipantLabel", label);
            }
        }

        form.AddRange(more);
        _network.Exchange.Notify(WebhookKind.ConferenceStatus, url, _first.StatusCallbackMethod, form);
    }
}

/// <summary>Told to a leg that is no longer in its room, however that came.</summary>
internal sealed record SeatLost(Seat Seat);

/// <summary>Rooms by name. Names are the account's, and differ not only by case.</summary>
internal sealed class RoomRegistry(PhoneNetwork network)
{
    private readonly List<Conference> _all = [];
    private readonly Dictionary<string, Conference> _open = new(StringComparer.OrdinalIgnoreCase);

    public IReadOnlyList<Conference> All => _all;

    public Seat? Enter(string name, Call call, SeatPlan plan)
    {
        if (!_open.TryGetValue(name, out var room))
        {
            _open[name] = room = new Conference(network, name, plan);
            _all.Add(room);
        }

        return room.Enter(call, plan);
    }

    public Conference? Find(string sidOrName) =>
        _all.FirstOrDefault(room => room.Sid == sidOrName) ?? _open.GetValueOrDefault(sidOrName);

    public void Closed(Conference room) => _open.Remove(room.FriendlyName);
}
