using System.Globalization;
using PhoneCompany.Messages;

namespace PhoneCompany.Rest;

/// <summary>Messages: create, read, redact, cancel, delete. Source: twilio.com/docs/messaging/api/message-resource.</summary>
internal sealed class MessageResource(PhoneNetwork network)
{
    private static readonly Dictionary<string, Parameter> CreateParameters = new()
    {
        ["To"] = Parameter.Text, ["From"] = Parameter.Text, ["MessagingServiceSid"] = Parameter.Text,
        ["Body"] = Parameter.Longest(1600, 21617), ["StatusCallback"] = Parameter.Url, ["ValidityPeriod"] = Parameter.Whole(1, 36000),
        ["SmartEncoded"] = Parameter.Bool, ["ScheduleType"] = Parameter.OneOf("fixed"), ["SendAt"] = Parameter.Date,
        ["ProvideFeedback"] = Parameter.Bool, ["Attempt"] = Parameter.Whole(1, 100), ["MaxPrice"] = Parameter.Text,
        ["ShortenUrls"] = Parameter.Bool, ["RiskCheck"] = Parameter.OneOf("enable", "disable"),
    };

    private static readonly Dictionary<string, Parameter> UpdateParameters = new()
    {
        ["Body"] = new(value => value.Length == 0), ["Status"] = Parameter.OneOf("canceled"),
    };

    private static readonly Dictionary<string, Parameter> ListParameters = Form.ForList(
        ("To", Parameter.Text),
        ("From", Parameter.Text),
        ("DateSent", Parameter.Date),
        ("DateSent>", Parameter.Date),
        ("DateSent<", Parameter.Date));

    public object Create(Form form)
    {
        form.Check(CreateParameters);
        var to = form["To"] ?? throw RestErrorException.Bad(21604, "A 'To' phone number is required.");
        var from = form["From"];
        var service = form["MessagingServiceSid"];
        var body = form["Body"] ?? throw RestErrorException.Bad(21602, "Message body is required.");
        if (body.Length == 0)
        {
            throw RestErrorException.Bad(21619, "A text message body or media urls must be specified.");
        }

        CheckSender(from, service);
        CheckRecipient(from, to, service);
        var sendAt = Schedule(form, service);
        var message = new Message(
            network, "outbound-api", from, to, body, sendAt is not null ? "scheduled" : service is null ? "queued" : "accepted")
        {
            MessagingServiceSid = service,
            StatusCallback = form["StatusCallback"] ?? (service is null ? null : network.Options.MessagingService!.StatusCallback),
            ValidityPeriod = form.Seconds("ValidityPeriod") ?? TimeSpan.FromHours(10),
        };
        return Shape(network.Post.Send(message, sendAt));
    }

    public object Get(string sid, Form form)
    {
        form.Check(new Dictionary<string, Parameter>());
        return Shape(Find(sid));
    }

    public object List(Form form)
    {
        form.Check(ListParameters);
        var found = network.Post.All.Reverse()
            .Where(message => form["To"] is not { } to || message.To == to)
            .Where(message => form["From"] is not { } from || message.From == from)
            .Where(message => form["DateSent"] is not { } day || Sent(message).UtcDateTime.Date == Time(day).UtcDateTime.Date)
            .Where(message => form["DateSent>"] is not { } least || Sent(message) >= Time(least))
            .Where(message => form["DateSent<"] is not { } most || Sent(message) <= Time(most))
            .ToList();
        return Shapes.Page(network, form, "Messages", "messages", found, Shape);
    }

    public object Update(string sid, Form form)
    {
        var message = Find(sid);
        form.Check(UpdateParameters);
        if (form["Status"] is not null)
        {
            if (message.Status != "scheduled")
            {
                throw RestErrorException.Bad(30409, "Message is not in a state that can be canceled.");
            }

            message.Become("canceled");
        }

        if (form["Body"] is not null)
        {
            if (message.Status is "accepted" or "scheduled" or "queued" or "sending")
            {
                throw RestErrorException.Bad(20009, "Cannot redact a message that has not reached its final state.");
            }

            message.Body = "";
            message.IsRedacted = true;
            message.UpdatedUtc = network.Board.Now;
        }

        return Shape(message);
    }

    public object? Delete(string sid)
    {
        var message = Find(sid);
        if (message.Status is "accepted" or "scheduled" or "queued" or "sending")
        {
            throw RestErrorException.Bad(20009, "Cannot delete a message that has not reached its final state.");
        }

        network.Post.Delete(message);
        return null;
    }

    private static DateTimeOffset Sent(Message message) => message.SentUtc ?? message.CreatedUtc;

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private void CheckSender(string? from, string? service)
    {
        if (service is not null && service != network.Options.MessagingService?.Sid)
        {
            throw RestErrorException.Bad(21703, "The Messaging Service does not exist.");
        }

        if (from is null && service is null)
        {
            throw RestErrorException.Bad(21603, "A 'From' phone number is required.");
        }

        var refusal = from switch
        {
            null or "+15005550006" => 0,
            "+15005550001" => 21212,
            "+15005550007" => 21606,
            "+15005550008" => 21611,
            _ when network.Owned(from) is { CanText: true } => 0,
            _ => 21606,
        };
        if (refusal != 0)
        {
            network.Violate($"A text was sent from {from}, refused with {refusal}.");
            throw RestErrorException.Bad(refusal, $"The From phone number {from} cannot send this message");
        }
    }

    private void CheckRecipient(string? from, string to, string? service)
    {
        if (Voice.CallExchange.IsEmergency(to) || network.Owned(to) is not null)
        {
            network.Violate($"A text was sent to {to}.");
            throw RestErrorException.Bad(21266, $"'To' number {to} cannot be texted from here");
        }

        var phone = Form.IsE164(to) ? network.Phone(to) : null;
        var refusal = to switch
        {
            "+15005550001" => 21211,
            "+15005550002" => 21612,
            "+15005550003" => 21408,
            "+15005550004" => 21610,
            "+15005550009" => 21614,
            _ when phone is null => 21211,
            _ when phone.RefusesTextsAtOnce => 21614,
            _ when service is null && network.Post.IsOptedOut(from!, to) => 21610,
            _ => 0,
        };
        if (refusal != 0)
        {
            throw RestErrorException.Bad(refusal, refusal == 21610 ? "Attempt to send to unsubscribed recipient" : $"{to} cannot be texted");
        }
    }

    private DateTimeOffset? Schedule(Form form, string? service)
    {
        if (form["SendAt"] is not { } text)
        {
            return form["ScheduleType"] is null ? null : throw RestErrorException.Bad(35111, "SendAt is required with ScheduleType.");
        }

        if (form["ScheduleType"] is null)
        {
            throw RestErrorException.Bad(35114, "ScheduleType is required with SendAt.");
        }

        if (service is null)
        {
            throw RestErrorException.Bad(35117, "A Messaging Service is required to schedule a message.");
        }

        var sendAt = Time(text);
        var ahead = sendAt - network.Board.Now;
        return ahead >= network.Options.ScheduledLeast && ahead <= TimeSpan.FromDays(35)
            ? sendAt
            : throw RestErrorException.Bad(35114, $"SendAt must be between {network.Options.ScheduledLeast.TotalSeconds:0} seconds and 35 days ahead.");
    }

    private Message Find(string sid) => network.Post.Find(sid) ?? throw RestErrorException.NotFound($"Messages/{sid}");

    private Dictionary<string, object?> Shape(Message message) => new()
    {
        ["sid"] = message.Sid,
        ["account_sid"] = network.Options.AccountSid,
        ["messaging_service_sid"] = message.MessagingServiceSid,
        ["from"] = message.From,
        ["to"] = message.To,
        ["body"] = message.Body,
        ["status"] = message.Status,
        ["direction"] = message.Direction,
        ["num_segments"] = message.Status is "accepted" or "scheduled" ? "0" : message.Segments.ToString(CultureInfo.InvariantCulture),
        ["num_media"] = "0",
        ["error_code"] = message.ErrorCode,
        ["error_message"] = null,
        ["price"] = null,
        ["price_unit"] = "USD",
        ["date_created"] = Shapes.Date(message.CreatedUtc),
        ["date_updated"] = Shapes.Date(message.UpdatedUtc),
        ["date_sent"] = Shapes.Date(message.SentUtc),
        ["api_version"] = "2010-04-01",
        ["uri"] = $"/2010-04-01/Accounts/{network.Options.AccountSid}/Messages/{message.Sid}.json",
        ["subresource_uris"] = new Dictionary<string, string>
        {
            ["media"] = $"/2010-04-01/Accounts/{network.Options.AccountSid}/Messages/{message.Sid}/Media.json",
        },
    };
}
