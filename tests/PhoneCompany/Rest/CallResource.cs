using System.Globalization;
using PhoneCompany.Voice;

namespace PhoneCompany.Rest;

/// <summary>Calls: create, read, redirect, end. Source: twilio.com/docs/voice/api/call-resource.</summary>
internal sealed class CallResource(PhoneNetwork network)
{
    private static readonly Dictionary<string, Parameter> CreateParameters = new()
    {
        ["To"] = Parameter.Text, ["From"] = Parameter.Text, ["Url"] = Parameter.Url, ["Twiml"] = Parameter.Longest(4000, 32018),
        ["Method"] = Parameter.Method, ["FallbackUrl"] = Parameter.Url, ["FallbackMethod"] = Parameter.Method,
        ["StatusCallback"] = Parameter.Url, ["StatusCallbackMethod"] = Parameter.Method,
        ["StatusCallbackEvent"] = Parameter.ManyOf("initiated", "ringing", "answered", "completed"),
        ["Timeout"] = Parameter.Whole(1, 600), ["TimeLimit"] = Parameter.Whole(1, 86400),
        ["SendDigits"] = new(value => value.All("0123456789*#wW".Contains) && value.Length <= 32),
        ["MachineDetection"] = Parameter.OneOf("Enable", "DetectMessageEnd"), ["MachineDetectionTimeout"] = Parameter.Whole(3, 59),
        ["MachineDetectionSpeechThreshold"] = Parameter.Whole(1000, 6000),
        ["MachineDetectionSpeechEndThreshold"] = Parameter.Whole(500, 5000),
        ["MachineDetectionSilenceTimeout"] = Parameter.Whole(2000, 10000), ["AsyncAmd"] = Parameter.Bool,
        ["AsyncAmdStatusCallback"] = Parameter.Url, ["AsyncAmdStatusCallbackMethod"] = Parameter.Method,
        ["CallReason"] = Parameter.Longest(50), ["CallToken"] = Parameter.Text, ["CallerId"] = Parameter.Text,
        ["Trim"] = Parameter.OneOf("trim-silence", "do-not-trim"), ["Record"] = Parameter.OneOf("false"),
    };

    private static readonly Dictionary<string, Parameter> UpdateParameters = new()
    {
        ["Url"] = Parameter.Url, ["Method"] = Parameter.Method, ["Twiml"] = Parameter.Longest(4000, 32018),
        ["Status"] = Parameter.OneOf("canceled", "completed"), ["FallbackUrl"] = Parameter.Url, ["FallbackMethod"] = Parameter.Method,
        ["StatusCallback"] = Parameter.Url, ["StatusCallbackMethod"] = Parameter.Method, ["TimeLimit"] = Parameter.Whole(1, 86400),
    };

    private static readonly Dictionary<string, Parameter> ListParameters = Form.ForList(
        ("To", Parameter.Text),
        ("From", Parameter.Text),
        ("ParentCallSid", Parameter.Text),
        ("Status", Parameter.OneOf("queued", "ringing", "in-progress", "completed", "busy", "failed", "no-answer", "canceled")),
        ("StartTime", Parameter.Date),
        ("StartTime>", Parameter.Date),
        ("StartTime<", Parameter.Date));

    public object Create(Form form)
    {
        form.Check(CreateParameters);
        Dialling.Check(network, form["From"], form["To"]);
        if (form["Url"] is null && form["Twiml"] is null)
        {
            throw RestErrorException.Bad(21205, "Url parameter is required");
        }

        var digits = form["SendDigits"];
        var plan = new CallPlan
        {
            Document = form["Url"] is { } url
                ? new DocumentRequest(url, form["Method"] ?? "POST")
                : new DocumentRequest(null, "POST", form["Twiml"]),
            Timeout = form.Seconds("Timeout") ?? TimeSpan.FromSeconds(60),
            TimeLimit = form.Seconds("TimeLimit"),
            StatusCallback = form["StatusCallback"],
            StatusCallbackMethod = form["StatusCallbackMethod"] ?? "POST",
            StatusEvents = form.Has("StatusCallbackEvent") ? form.All("StatusCallbackEvent") : ["completed"],
            SendDigits = digits,
            Amd = form["MachineDetection"] is { } detection && digits is null
                ? new AmdPlan(
                    detection,
                    form.Flag("AsyncAmd", otherwise: false),
                    form["AsyncAmdStatusCallback"],
                    form["AsyncAmdStatusCallbackMethod"] ?? "POST",
                    form.Seconds("MachineDetectionTimeout") ?? TimeSpan.FromSeconds(30))
                : null,
        };
        var call = network.Exchange.CreateByApi(form["From"]!, form["To"]!, plan);
        call.Fallback = form["FallbackUrl"] is { } fallback ? new DocumentRequest(fallback, form["FallbackMethod"] ?? "POST") : null;
        return Shape(call);
    }

    public object Get(string sid, Form form)
    {
        form.Check(new Dictionary<string, Parameter>());
        return Shape(Find(sid));
    }

    public object List(Form form)
    {
        form.Check(ListParameters);
        var found = network.Exchange.All.Reverse()
            .Where(call => form["To"] is not { } to || call.To == to)
            .Where(call => form["From"] is not { } from || call.From == from)
            .Where(call => form["ParentCallSid"] is not { } parent || call.ParentCallSid == parent)
            .Where(call => form["Status"] is not { } status || Visible(call) == status)
            .Where(call => form["StartTime"] is not { } day || (call.StartedUtc ?? call.CreatedUtc).UtcDateTime.Date == Time(day).UtcDateTime.Date)
            .Where(call => form["StartTime>"] is not { } least || (call.StartedUtc ?? call.CreatedUtc) >= Time(least))
            .Where(call => form["StartTime<"] is not { } most || (call.StartedUtc ?? call.CreatedUtc) <= Time(most))
            .ToList();
        return Shapes.Page(network, form, "Calls", "calls", found, Shape);
    }

    public object Update(string sid, Form form)
    {
        var call = Find(sid);
        form.Check(UpdateParameters);
        if (form["Url"] is not null && form["Twiml"] is not null)
        {
            throw RestErrorException.Bad(21218, "Url and Twiml exclude each other");
        }

        switch (form["Status"])
        {
            case "completed" when !call.IsOver:
                network.Exchange.HangUp(call);
                break;
            case "canceled" when !call.IsOver && !call.IsAnswered && call.Direction == Directions.OutboundApi:
                network.Exchange.End(call, "canceled", 487);
                break;
        }

        if (form["Url"] is not null || form["Twiml"] is not null)
        {
            if (call.IsOver || !call.IsAnswered)
            {
                throw RestErrorException.Bad(21220, "Call is not in-progress. Cannot redirect.");
            }

            Redirect(call, form);
        }

        if (form["FallbackUrl"] is { } fallback)
        {
            call.Fallback = new DocumentRequest(fallback, form["FallbackMethod"] ?? "POST");
        }

        if (form["StatusCallback"] is { } callback)
        {
            call.Plan.StatusCallback = callback;
            call.Plan.StatusCallbackMethod = form["StatusCallbackMethod"] ?? "POST";
        }

        if (form.Seconds("TimeLimit") is { } limit)
        {
            call.Plan.TimeLimit = limit;
            network.Exchange.SetTimeLimit(call, limit);
        }

        return Shape(call);
    }

    private void Redirect(Call call, Form form)
    {
        var document = form["Url"] is { } url
            ? new DocumentRequest(url, form["Method"] ?? "POST")
            : new DocumentRequest(null, "POST", form["Twiml"]);
        network.Exchange.Redirect(call, document);
    }

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    // "initiated" is a word of the callbacks only.
    private static string Visible(Call call) => call.Status == "initiated" ? "queued" : call.Status;

    private Call Find(string sid) => network.Exchange.Find(sid) ?? throw RestErrorException.NotFound($"Calls/{sid}");

    private Dictionary<string, object?> Shape(Call call)
    {
        var uri = $"/2010-04-01/Accounts/{network.Options.AccountSid}/Calls/{call.Sid}";
        return new Dictionary<string, object?>
        {
            ["sid"] = call.Sid,
            ["account_sid"] = network.Options.AccountSid,
            ["parent_call_sid"] = call.ParentCallSid,
            ["to"] = call.To,
            ["to_formatted"] = call.To,
            ["from"] = call.From,
            ["from_formatted"] = call.From,
            ["phone_number_sid"] = network.Owned(call.Direction == Directions.Inbound ? call.To : call.From)?.Sid,
            ["status"] = Visible(call),
            ["direction"] = call.Direction,
            ["answered_by"] = call.AnsweredBy,
            ["start_time"] = Shapes.Date(call.StartedUtc),
            ["end_time"] = Shapes.Date(call.EndedUtc),
            ["duration"] = call.IsOver ? call.DurationSeconds.ToString(CultureInfo.InvariantCulture) : null,
            ["price"] = null,
            ["price_unit"] = "USD",
            ["queue_time"] = call.StartedUtc is { } started
                ? ((long)(started - call.CreatedUtc).TotalMilliseconds).ToString(CultureInfo.InvariantCulture)
                : "0",
            ["date_created"] = Shapes.Date(call.CreatedUtc),
            ["date_updated"] = Shapes.Date(call.UpdatedUtc),
            ["forwarded_from"] = null,
            ["caller_name"] = null,
            ["group_sid"] = null,
            ["trunk_sid"] = "",
            ["annotation"] = null,
            ["api_version"] = "2010-04-01",
            ["uri"] = uri + ".json",
            ["subresource_uris"] = new Dictionary<string, string>
            {
                ["recordings"] = uri + "/Recordings.json", ["events"] = uri + "/Events.json", ["notifications"] = uri + "/Notifications.json",
            },
        };
    }
}
