using System.Xml.Linq;
using PhoneCompany.Voice;

namespace PhoneCompany.Rest;

/// <summary>Conferences and who is in them. Source: twilio.com/docs/voice/api/conference-resource and conference-participant-resource.</summary>
internal sealed class ConferenceResource(PhoneNetwork network)
{
    private static readonly Dictionary<string, Parameter> None = [];

    private static readonly Dictionary<string, Parameter> ListParameters = Form.ForList(
        ("FriendlyName", Parameter.Text),
        ("Status", Parameter.OneOf("init", "in-progress", "completed")),
        ("DateCreated", Parameter.Date),
        ("DateUpdated", Parameter.Date));

    private static readonly Dictionary<string, Parameter> UpdateParameters = new()
    {
        ["Status"] = Parameter.OneOf("completed"), ["AnnounceUrl"] = Parameter.Url, ["AnnounceMethod"] = Parameter.Method,
    };

    private static readonly Dictionary<string, Parameter> ParticipantUpdateParameters = new()
    {
        ["Muted"] = Parameter.Bool, ["Hold"] = Parameter.Bool, ["HoldUrl"] = Parameter.Url, ["HoldMethod"] = Parameter.Method,
        ["AnnounceUrl"] = Parameter.Url, ["AnnounceMethod"] = Parameter.Method, ["WaitUrl"] = Parameter.UrlOrEmpty,
        ["WaitMethod"] = Parameter.Method, ["BeepOnExit"] = Parameter.Bool, ["EndConferenceOnExit"] = Parameter.Bool,
    };

    private static readonly Dictionary<string, Parameter> ParticipantCreateParameters = new()
    {
        ["From"] = Parameter.Text, ["To"] = Parameter.Text, ["Label"] = Parameter.Longest(128), ["EarlyMedia"] = Parameter.Bool,
        ["StartConferenceOnEnter"] = Parameter.Bool, ["EndConferenceOnExit"] = Parameter.Bool,
        ["Beep"] = Parameter.OneOf("true", "false", "onEnter", "onExit"), ["Muted"] = Parameter.Bool, ["WaitUrl"] = Parameter.UrlOrEmpty,
        ["WaitMethod"] = Parameter.Method, ["Timeout"] = Parameter.Whole(5, 600), ["TimeLimit"] = Parameter.Whole(1, 86400),
        ["StatusCallback"] = Parameter.Url, ["StatusCallbackMethod"] = Parameter.Method,
        ["StatusCallbackEvent"] = new(value => value.Split(' ').All(word => word is "initiated" or "ringing" or "answered" or "completed"), Repeats: true),
        ["ConferenceStatusCallback"] = Parameter.Url, ["ConferenceStatusCallbackMethod"] = Parameter.Method,
        ["ConferenceStatusCallbackEvent"] = new(
            value => value.Split(' ').All(word => word is "start" or "end" or "join" or "leave" or "mute" or "hold" or "modify"
                or "speaker" or "announcement"),
            Repeats: true), ["MaxParticipants"] = Parameter.Whole(2, 250),
        ["CallReason"] = Parameter.Longest(50), ["CallerId"] = Parameter.Text,
    };

    public object List(Form form)
    {
        form.Check(ListParameters);
        var found = network.Rooms.All.Reverse()
            .Where(room => form["FriendlyName"] is not { } name || string.Equals(room.FriendlyName, name, StringComparison.OrdinalIgnoreCase))
            .Where(room => form["Status"] is not { } status || room.Status == status)
            .ToList();
        return Shapes.Page(network, form, "Conferences", "conferences", found, Shape);
    }

    public object Get(string sid, Form form)
    {
        form.Check(None);
        return Shape(Find(sid));
    }

    public object Update(string sid, Form form)
    {
        var room = Find(sid);
        form.Check(UpdateParameters);
        if (form["AnnounceUrl"] is { } url)
        {
            room.Announce(new DocumentRequest(url, form["AnnounceMethod"] ?? "POST"), null);
        }

        if (form["Status"] is not null)
        {
            room.EndByApi();
        }

        return Shape(room);
    }

    public object ListParticipants(string sid, Form form)
    {
        form.Check(Form.ForList(("Muted", Parameter.Bool), ("Hold", Parameter.Bool)));
        var room = Find(sid);
        var found = room.Seats
            .Where(seat => !form.Has("Muted") || seat.Muted == form.Flag("Muted", otherwise: false))
            .Where(seat => !form.Has("Hold") || seat.OnHold == form.Flag("Hold", otherwise: false))
            .ToList();
        return Shapes.Page(network, form, $"Conferences/{room.Sid}/Participants", "participants", found, Shape);
    }

    public object GetParticipant(string sid, string who, Form form)
    {
        form.Check(None);
        return Shape(FindSeat(sid, who));
    }

    /// <summary>Rings a phone that joins the room as soon as it is picked up, with no document and no key.</summary>
    public object CreateParticipant(string sid, Form form)
    {
        form.Check(ParticipantCreateParameters);
        Dialling.Check(network, form["From"], form["To"]);
        var name = network.Rooms.Find(sid)?.FriendlyName ?? sid;
        var waitUrl = form["WaitUrl"];
        var seat = new SeatPlan
        {
            Label = form["Label"],
            Muted = form.Flag("Muted", otherwise: false),
            Beep = form["Beep"] ?? "true",
            StartOnEnter = form.Flag("StartConferenceOnEnter", otherwise: true),
            EndOnExit = form.Flag("EndConferenceOnExit", otherwise: false),
            Wait = waitUrl is { Length: > 0 } ? new DocumentRequest(waitUrl, form["WaitMethod"] ?? "POST") : null,
            WaitsInSilence = waitUrl is "",
            MaxParticipants = form.Number("MaxParticipants", 250),
            StatusCallback = form["ConferenceStatusCallback"],
            StatusCallbackMethod = form["ConferenceStatusCallbackMethod"] ?? "POST",
            StatusEvents = Words(form, "ConferenceStatusCallbackEvent", "start end"),
        };
        var call = network.Exchange.CreateByApi(form["From"]!, form["To"]!, new CallPlan
        {
            Timeout = form.Seconds("Timeout") ?? TimeSpan.FromSeconds(60),
            TimeLimit = form.Seconds("TimeLimit"),
            StatusCallback = form["StatusCallback"],
            StatusCallbackMethod = form["StatusCallbackMethod"] ?? "POST",
            StatusEvents = Words(form, "StatusCallbackEvent", "completed"),
            Document = new DocumentRequest(null, "POST", Document(name, seat)),
        });
        var room = network.Rooms.Find(name);
        return new Dictionary<string, object?>
        {
            ["account_sid"] = network.Options.AccountSid,
            ["call_sid"] = call.Sid,
            ["label"] = seat.Label,
            ["conference_sid"] = room?.Sid,
            ["status"] = "queued",
            ["muted"] = seat.Muted,
            ["hold"] = false,
            ["coaching"] = false,
            ["call_sid_to_coach"] = null,
            ["start_conference_on_enter"] = seat.StartOnEnter,
            ["end_conference_on_exit"] = seat.EndOnExit,
            ["queue_time"] = "0",
            ["date_created"] = Shapes.Date(network.Board.Now),
            ["date_updated"] = Shapes.Date(network.Board.Now),
            ["uri"] = $"/2010-04-01/Accounts/{network.Options.AccountSid}/Conferences/{room?.Sid ?? sid}/Participants/{call.Sid}.json",
        };
    }

    public object UpdateParticipant(string sid, string who, Form form)
    {
        var seat = FindSeat(sid, who);
        form.Check(ParticipantUpdateParameters);
        if (form.Has("Muted"))
        {
            seat.Muted = form.Flag("Muted", otherwise: false);
            seat.Room.Changed(seat, "mute", seat.Muted ? "participant-mute" : "participant-unmute");
        }

        if (form.Has("Hold"))
        {
            Hold(seat, form);
        }

        if (form.Has("EndConferenceOnExit"))
        {
            seat.EndOnExit = form.Flag("EndConferenceOnExit", otherwise: false);
            seat.Room.Changed(seat, "modify", "participant-modify");
        }

        if (form.Has("BeepOnExit"))
        {
            seat.BeepOnExit = form.Flag("BeepOnExit", otherwise: false);
        }

        if (form["WaitUrl"] is { } wait && !seat.Room.IsStarted)
        {
            var document = wait.Length > 0 ? new DocumentRequest(wait, form["WaitMethod"] ?? "POST") : null;
            seat.Entertain(document, silence: document is null, () => seat.Room.Leave(seat.Call, LeaveReasons.AddFailed));
        }

        if (form["AnnounceUrl"] is { } url)
        {
            seat.Room.Announce(new DocumentRequest(url, form["AnnounceMethod"] ?? "POST"), seat);
        }

        return Shape(seat);
    }

    public object? Kick(string sid, string who)
    {
        var seat = FindSeat(sid, who);
        seat.Room.Leave(seat.Call, LeaveReasons.Updated);
        return null;
    }

    private static void Hold(Seat seat, Form form)
    {
        seat.OnHold = form.Flag("Hold", otherwise: false);
        if (seat.OnHold)
        {
            var document = form["HoldUrl"] is { } url ? new DocumentRequest(url, form["HoldMethod"] ?? "GET") : null;
            seat.Entertain(document, silence: false, () => { });
        }
        else
        {
            seat.Quieten();
        }

        seat.Room.Changed(seat, "hold", seat.OnHold ? "participant-hold" : "participant-unhold");
    }

    private static string[] Words(Form form, string name, string otherwise) =>
        form.Has(name) ? [.. form.All(name).SelectMany(value => value.Split(' '))] : otherwise.Split(' ');

    /// <summary>The document such a leg would have, had it one; so that it can be redirected, kicked and ended like any other.</summary>
    private static string Document(string name, SeatPlan seat)
    {
        var conference = new XElement(
            "Conference",
            name,
            new XAttribute("muted", seat.Muted),
            new XAttribute("beep", seat.Beep),
            new XAttribute("startConferenceOnEnter", seat.StartOnEnter),
            new XAttribute("endConferenceOnExit", seat.EndOnExit),
            new XAttribute("maxParticipants", seat.MaxParticipants),
            Optional("participantLabel", seat.Label),
            Optional("waitUrl", seat.WaitsInSilence ? "" : seat.Wait?.Url),
            Optional("waitMethod", seat.Wait?.Method),
            Optional("statusCallback", seat.StatusCallback),
            Optional("statusCallbackMethod", seat.StatusCallback is null ? null : seat.StatusCallbackMethod),
            Optional("statusCallbackEvent", seat.StatusCallback is null ? null : string.Join(' ', seat.StatusEvents)));
        return new XElement("Response", new XElement("Dial", conference)).ToString(SaveOptions.DisableFormatting);

        static XAttribute? Optional(string name, string? value) => value is null ? null : new XAttribute(name, value);
    }

    private Conference Find(string sid) => network.Rooms.Find(sid) ?? throw RestErrorException.NotFound($"Conferences/{sid}");

    private Seat FindSeat(string sid, string who) =>
        Find(sid).Seats.FirstOrDefault(seat => seat.Call.Sid == who || (seat.Label is not null && seat.Label == who))
        ?? throw RestErrorException.NotFound($"Conferences/{sid}/Participants/{who}");

    private Dictionary<string, object?> Shape(Conference room) => new()
    {
        ["sid"] = room.Sid,
        ["account_sid"] = network.Options.AccountSid,
        ["friendly_name"] = room.FriendlyName,
        ["status"] = room.Status,
        ["region"] = "us1",
        ["api_version"] = "2010-04-01",
        ["date_created"] = Shapes.Date(room.CreatedUtc),
        ["date_updated"] = Shapes.Date(room.UpdatedUtc),
        ["reason_conference_ended"] = room.EndReason,
        ["call_sid_ending_conference"] = room.EndedBy?.Sid,
        ["uri"] = $"/2010-04-01/Accounts/{network.Options.AccountSid}/Conferences/{room.Sid}.json",
        ["subresource_uris"] = new Dictionary<string, string>
        {
            ["participants"] = $"/2010-04-01/Accounts/{network.Options.AccountSid}/Conferences/{room.Sid}/Participants.json",
        },
    };

    private Dictionary<string, object?> Shape(Seat seat) => new()
    {
        ["account_sid"] = network.Options.AccountSid,
        ["call_sid"] = seat.Call.Sid,
        ["label"] = seat.Label,
        ["conference_sid"] = seat.Room.Sid,
        ["status"] = "connected",
        ["muted"] = seat.Muted,
        ["hold"] = seat.OnHold,
        ["coaching"] = false,
        ["call_sid_to_coach"] = null,
        ["start_conference_on_enter"] = seat.Plan.StartOnEnter,
        ["end_conference_on_exit"] = seat.EndOnExit,
        ["queue_time"] = null,
        ["date_created"] = Shapes.Date(seat.JoinedUtc),
        ["date_updated"] = Shapes.Date(seat.Room.UpdatedUtc),
        ["uri"] = $"/2010-04-01/Accounts/{network.Options.AccountSid}/Conferences/{seat.Room.Sid}/Participants/{seat.Call.Sid}.json",
    };
}
