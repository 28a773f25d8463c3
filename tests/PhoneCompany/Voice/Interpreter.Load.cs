using System.Globalization;
using System.Xml.Linq;
using PhoneCompany.People;
using PhoneCompany.Voice.Twiml;
using PhoneCompany.Webhooks;

namespace PhoneCompany.Voice;

/// <content>Fetching documents, and what happens when they cannot be had.</content>
internal sealed partial class Interpreter
{
    private (int Code, string Url) _lastError;

    private async Task<TwimlDocument?> LoadWithFallbackAsync(DocumentRequest request)
    {
        _current = request;
        if (await LoadAsync(request) is { } document)
        {
            return document;
        }

        if (call.Fallback is not { } fallback)
        {
            return null;
        }

        _current = fallback with
        {
            Extra =
            [
                .. request.Extra,
                new("ErrorCode", _lastError.Code.ToString(CultureInfo.InvariantCulture)),
                new("ErrorUrl", _lastError.Url),
            ],
        };
        return await LoadAsync(_current);
    }

    private async Task<TwimlDocument?> LoadAsync(DocumentRequest request)
    {
        if (IsLoop())
        {
            _network.Violate($"{call.Sid} ran through {_documentsAtOnce} documents without any time passing.");
            return null;
        }

        if (request.Inline is { } inline)
        {
            return Parse(inline, null);
        }

        var form = CallParameters.For(call);
        form.AddRange(request.Extra);
        if (call.AnsweredBy is { } answeredBy && !call.Plan.Amd!.Async)
        {
            form.Add("AnsweredBy", answeredBy);
        }

        var reply = await FetchAsync(request, form);
        if (reply.ErrorCode is { } code)
        {
            _lastError = (code, request.Url!);
            return null;
        }

        return Read(reply);
    }

    private async Task<WebhookReply> FetchAsync(DocumentRequest request, List<KeyValuePair<string, string>> form)
    {
        var ticket = new object();
        _network.Webhooks.Send(
            new WebhookRequest
            {
                Kind = WebhookKind.VoiceDocument, Url = request.Url!, Method = request.Method, Parameters = form, Cookies = call.Cookies,
            },
            _network.Options.WebhookLatency,
            reply => box.Deliver(new Replied(ticket, reply)));
        while (true)
        {
            // Keys pressed while a document is on its way are lost.
            if (await box.NextAsync(null) is Replied replied && replied.Ticket == ticket)
            {
                return replied.Reply;
            }
        }
    }

    private TwimlDocument? Read(WebhookReply reply)
    {
        if (reply.Status == 204)
        {
            return TwimlDocument.Empty;
        }

        switch (reply.ContentType)
        {
            case "text/xml" or "application/xml" or "text/html":
                return Parse(reply.Body, reply.FinalUrl);
            case "text/plain":
                return TwimlDocument.Parse(reply.Body, reply.FinalUrl, (_, _) => { }) ?? Plain("Say", reply);
            case { } audio when audio.StartsWith("audio/", StringComparison.Ordinal):
                return Plain("Play", reply with { Body = reply.FinalUrl });
            default:
                Complain(12300, $"Content type '{reply.ContentType}' is not one that can be run.", reply.FinalUrl);
                return null;
        }
    }

    private TwimlDocument Plain(string verb, WebhookReply reply)
    {
        _network.Violate($"A {reply.ContentType} reply is spoken or played, then the call ends: {reply.FinalUrl}");
        return new TwimlDocument([new XElement(verb, reply.Body)], reply.FinalUrl);
    }

    private TwimlDocument? Parse(string xml, string? url) =>
        TwimlDocument.Parse(xml, url, (code, text) => Complain(code, text, url ?? ""));

    private void Complain(int code, string text, string url)
    {
        _lastError = (code, url);
        _network.Violate($"{code} {text} {url}");
        _network.Alert(code, url, call.Sid, text);
    }

    private bool IsLoop()
    {
        if (_lastDocumentUtc != Now && Now - _lastDocumentUtc > _network.Options.WebhookLatency)
        {
            _documentsAtOnce = 0;
        }

        _lastDocumentUtc = Now;
        return ++_documentsAtOnce > _network.Options.DocumentsWithoutTimePassing;
    }
}
