using System.Globalization;
using System.Net;
using System.Xml;
using System.Xml.Linq;
using PhoneCompany.People;
using PhoneCompany.Voice;
using PhoneCompany.Webhooks;

namespace PhoneCompany.Messages;

/// <summary>Carries texts both ways, keeps the opt-out list, and tells the program.</summary>
internal sealed class MessageExchange(PhoneNetwork network)
{
    private readonly List<Message> _messages = [];
    private readonly HashSet<(string Sender, string Person)> _optedOut = [];
    private readonly Dictionary<string, DateTimeOffset> _nextSlot = [];

    public IReadOnlyList<Message> All => _messages;

    public Message? Find(string sid) => _messages.FirstOrDefault(message => message.Sid == sid);

    public bool Delete(Message message) => _messages.Remove(message);

    public bool IsOptedOut(string sender, string person) =>
        _optedOut.Contains((sender, person)) || (ServiceOf(sender) is { } service && _optedOut.Contains((service.Sid, person)));

    /// <summary>A text to a phone, already found acceptable by the REST server.</summary>
    public Message Send(Message message, DateTimeOffset? sendAtUtc = null)
    {
        _messages.Add(message);
        network.TextSent?.Invoke(message);
        network.Note("", "text", $"text to {message.To}: {message.Status} ({message.Sid})");
        if (sendAtUtc is { } due)
        {
            network.Board.At(due, () =>
            {
                if (message.Status == "scheduled")
                {
                    Accept(message);
                }
            });
        }
        else if (message.MessagingServiceSid is not null)
        {
            network.Board.After(TimeSpan.FromMilliseconds(20), () => Accept(message));
        }
        else
        {
            Enqueue(message);
        }

        return message;
    }

    /// <summary>A person texts a number the account owns.</summary>
    public Message Receive(Handset phone, OwnedNumber number, string body)
    {
        var service = ServiceOf(number.Number);
        var message = new Message(network, "inbound", phone.Number, number.Number, body, "received")
        {
            MessagingServiceSid = service?.Sid,
        };
        _messages.Add(message);
        var keyword = OptOutKeywords.Of(body, number.TollFree, service);
        ApplyKeyword(keyword, phone, number, service);
        var url = service is { UseInboundWebhookOnNumber: false } ? service.InboundRequestUrl : number.SmsApplicationSid is null ? number.SmsUrl : null;
        var fallback = service is { UseInboundWebhookOnNumber: false } ? service.FallbackUrl : number.SmsFallbackUrl;
        if (url is not null)
        {
            var form = InboundParameters(message, service, service is { AdvancedOptOut: true } ? keyword : Keyword.None);
            var cookies = new CookieContainer();
            Fetch(url, number.SmsMethod, form, cookies, (reply, parsed) =>
            {
                if (parsed is not null)
                {
                    Reply(message, parsed, reply.FinalUrl, form, cookies);
                }
                else if (fallback is not null)
                {
                    var code = reply.ErrorCode ?? 12100;
                    List<KeyValuePair<string, string>> again =
                        [.. form, new("ErrorCode", code.ToString(CultureInfo.InvariantCulture)), new("ErrorUrl", url)];
                    Fetch(fallback, number.SmsFallbackMethod, again, cookies, (second, document) =>
                        Reply(message, document ?? [], second.FinalUrl, form, cookies));
                }
            });
        }

        return message;
    }

    private MessagingServiceOptions? ServiceOf(string number) =>
        network.Options.MessagingService is { } service && (service.Numbers.Count == 0 || service.Numbers.Contains(number)) ? service : null;

    private void Accept(Message message)
    {
        var service = network.Options.MessagingService!;
        message.From ??= service.Numbers.Count > 0 ? service.Numbers[0] : network.Options.Numbers[0].Number;
        if (IsOptedOut(message.From, message.To))
        {
            Finish(message, "failed", 21610);
            return;
        }

        Become(message, "queued");
        Enqueue(message);
    }

    private void Enqueue(Message message)
    {
        // A long code sends one text a second; what cannot go out while it is valid does not go out at all.
        var now = network.Board.Now;
        var slot = _nextSlot.TryGetValue(message.From!, out var next) && next > now ? next : now;
        if (slot - now >= message.ValidityPeriod)
        {
            network.Board.At(now + message.ValidityPeriod, () => Finish(message, "failed", 30036));
            return;
        }

        _nextSlot[message.From!] = slot + TimeSpan.FromSeconds(1 / network.Options.TextsPerSecond);
        network.Board.At(slot + network.Options.TextLatency, () =>
        {
            Become(message, "sending");
            message.SentUtc = network.Board.Now;
            Become(message, "sent");
            var phone = network.Phone(message.To);
            var odd = network.Faults.For(message);
            network.Board.After(odd?.After ?? phone.CarrierDelay ?? network.Options.CarrierLatency, () => Arrive(message, phone));
            if (odd is { Again: { } again })
            {
                network.Board.After(odd.After + again, () => phone.Receives(new ReceivedText(network.Board.Now, message.From!, message.Body, message.Sid)));
            }
        });
    }

    private void Arrive(Message message, Handset phone)
    {
        if (phone.TextFault is { } code)
        {
            Finish(message, "undelivered", code);
            return;
        }

        for (var copy = 0; copy < 1 + phone.DuplicatesOfTexts; copy++)
        {
            phone.Receives(new ReceivedText(network.Board.Now, message.From!, message.Body, message.Sid));
        }

        if (phone.ReportsDelivery)
        {
            Finish(message, "delivered", null);
        }
    }

    private void Finish(Message message, string status, int? code)
    {
        message.ErrorCode = code;
        if (code is { } error)
        {
            network.Alert(error, message.StatusCallback ?? "", message.Sid, $"Text to {message.To} {status}.");
        }

        Become(message, status);
    }

    private void Become(Message message, string status)
    {
        message.Become(status);
        network.Note("", "text", $"text to {message.To}: {status} ({message.Sid})");
        if (message.StatusCallback is not { } url)
        {
            return;
        }

        List<KeyValuePair<string, string>> form =
        [
            new("MessageSid", message.Sid), new("SmsSid", message.Sid), new("MessageStatus", status), new("SmsStatus", status),
            new("AccountSid", network.Options.AccountSid), new("To", message.To), new("ApiVersion", "2010-04-01"),
        ];
        if (message.From is { } from)
        {
            form.Add("From", from);
        }

        if (message.MessagingServiceSid is { } service)
        {
            form.Add("MessagingServiceSid", service);
        }

        if (message.ErrorCode is { } code)
        {
            form.Add("ErrorCode", code);
        }

        if (status is "delivered" or "undelivered")
        {
            form.Add("RawDlrDoneDate", network.Board.Now.ToString("yyMMddHHmm", CultureInfo.InvariantCulture));
        }

        network.Exchange.Notify(WebhookKind.MessageStatus, url, "POST", form);
    }

    private void ApplyKeyword(Keyword keyword, Handset phone, OwnedNumber number, MessagingServiceOptions? service)
    {
        var key = (service?.Sid ?? number.Number, phone.Number);
        switch (keyword)
        {
            case Keyword.Stop:
                _optedOut.Add(key);
                AutoReply(number.TollFree ? OptOutKeywords.TollFreeStopReply : OptOutKeywords.StopReply);
                break;
            case Keyword.Start:
                _optedOut.Remove(key);
                AutoReply(number.TollFree ? OptOutKeywords.TollFreeStartReply : OptOutKeywords.StartReply);
                break;
            case Keyword.Help when !_optedOut.Contains(key):
                AutoReply(OptOutKeywords.HelpReply);
                break;
        }

        void AutoReply(string text) => network.Board.After(network.Options.TextLatency + network.Options.CarrierLatency, () =>
            phone.Receives(new ReceivedText(network.Board.Now, number.Number, text, network.NextSid("SM"))));
    }

    private List<KeyValuePair<string, string>> InboundParameters(Message message, MessagingServiceOptions? service, Keyword keyword)
    {
        List<KeyValuePair<string, string>> form =
        [
            new("MessageSid", message.Sid), new("SmsSid", message.Sid), new("SmsMessageSid", message.Sid),
            new("AccountSid", network.Options.AccountSid), new("From", message.From!), new("To", message.To), new("Body", message.Body),
            new("NumMedia", "0"), new("NumSegments", message.Segments.ToString(CultureInfo.InvariantCulture)), new("SmsStatus", "received"),
            new("ApiVersion", "2010-04-01"),
        ];
        foreach (var side in new[] { "From", "To" })
        {
            form.AddRange([new(side + "City", ""), new(side + "State", ""), new(side + "Zip", ""), new(side + "Country", "US")]);
        }

        if (service is not null)
        {
            form.Add("MessagingServiceSid", service.Sid);
        }

        if (keyword != Keyword.None)
        {
            form.Add("OptOutType", keyword.ToString().ToUpperInvariant());
        }

        return form;
    }

    private void Fetch(
        string url,
        string method,
        IReadOnlyList<KeyValuePair<string, string>> form,
        CookieContainer cookies,
        Action<WebhookReply, IReadOnlyList<XElement>?> onDocument) =>
        network.Webhooks.Send(
            new WebhookRequest { Kind = WebhookKind.InboundMessage, Url = url, Method = method, Parameters = form, Cookies = cookies },
            network.Options.WebhookLatency,
            reply => onDocument(reply, reply.ErrorCode is null ? Read(reply) : null));

    private List<XElement>? Read(WebhookReply reply)
    {
        if (reply.Status == 204 || reply.Body.Length == 0)
        {
            return [];
        }

        if (reply.ContentType == "text/plain" && !reply.Body.TrimStart().StartsWith('<'))
        {
            network.Violate($"A text/plain reply to a text is itself sent as a text: '{reply.Body}' {reply.FinalUrl}");
            return [new XElement("Message", reply.Body)];
        }

        if (reply.ContentType is not ("text/xml" or "application/xml" or "text/html" or "text/plain"))
        {
            Complain(12300, $"Content type '{reply.ContentType}' is not one that can be run.");
            return null;
        }

        XElement root;
        try
        {
            var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit };
            using var reader = XmlReader.Create(new StringReader(reply.Body), settings);
            root = XDocument.Load(reader).Root!;
        }
        catch (XmlException error)
        {
            Complain(12100, $"Not XML: {error.Message}");
            return null;
        }

        var stray = root.Name != "Response" ? root : root.Elements().FirstOrDefault(verb => !IsKnown(verb));
        if (stray is not null)
        {
            Complain(12200, $"<{stray.Name}> is not as a text's reply has it.");
            return null;
        }

        return [.. root.Elements()];

        void Complain(int code, string text)
        {
            network.Violate($"{code} {text} {reply.FinalUrl}");
            network.Alert(code, reply.FinalUrl, null, text);
        }
    }

    private static bool IsKnown(XElement verb) => verb.Name.ToString() switch
    {
        "Message" => verb.Attributes().All(a => a.Name.ToString() is "to" or "from" or "action" or "method" or "statusCallback")
            && verb.Elements().All(child => child.Name.ToString() is "Body" or "Media" && !child.HasAttributes),
        "Redirect" => verb.Attributes().All(a => a.Name.ToString() is "method") && !verb.HasElements,
        _ => false,
    };

    private void Reply(
        Message inbound,
        IReadOnlyList<XElement> verbs,
        string baseUrl,
        IReadOnlyList<KeyValuePair<string, string>> form,
        CookieContainer cookies)
    {
        foreach (var verb in verbs)
        {
            if (verb.Name == "Redirect")
            {
                var next = new Uri(new Uri(baseUrl), verb.Value.Trim()).OriginalString;
                Fetch(next, verb.Attribute("method")?.Value ?? "POST", form, cookies, (reply, document) =>
                    Reply(inbound, document ?? [], reply.FinalUrl, form, cookies));
                return;
            }

            var from = verb.Attribute("from")?.Value ?? inbound.To;
            var to = verb.Attribute("to")?.Value ?? inbound.From!;
            var body = verb.Element("Body")?.Value ?? verb.Value;
            if (body.Length is 0 or > 1600)
            {
                network.Violate($"<Message> of {body.Length} characters.");
            }
            else if (IsOptedOut(from, to))
            {
                network.Alert(21610, baseUrl, inbound.Sid, $"{to} has opted out of texts from {from}.");
            }
            else
            {
                var callback = verb.Attribute("statusCallback")?.Value is { Length: > 0 } url
                    ? new Uri(new Uri(baseUrl), url).OriginalString
                    : null;
                Send(new Message(network, "outbound-reply", from, to, body, "queued") { StatusCallback = callback });
            }
        }
    }
}
