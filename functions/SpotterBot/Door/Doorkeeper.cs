using SpotterBot.Outreach;
using SpotterBot.Telephony;

namespace SpotterBot.Door;

/// <summary>
/// The one door for everything Twilio sends. Closed by default: what is not signed over our public URL is refused with 403, what is no form
/// with 4xx and a reason, and neither changes anything.
/// </summary>
public sealed class Doorkeeper(RequestValidator validator, Urls urls, TwilioOptions options, ILogger<Doorkeeper> log)
{
    /// <summary>A webhook is a few kilobytes; Twilio's longest text is 1,600 characters.</summary>
    public const int BodyBytesMost = 64 * 1024;

    private const int FieldsMost = 200;
    private const int ValueCharactersMost = 16 * 1024;

    /// <summary>The form, or the reply that refuses it.</summary>
    public (WebhookForm? Form, WebhookReply? Refusal) Admit(WebhookRequest request)
    {
        if (request.Method != "POST")
        {
            return Refuse(405, "Only POST is served here.");
        }

        if (request.Body.Length > BodyBytesMost)
        {
            return Refuse(413, "The body is too large.");
        }

        if (request.ContentType is not { } type || !type.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase))
        {
            return Refuse(415, "Only application/x-www-form-urlencoded is served here.");
        }

        if (WebhookForm.Parse(request.Body.Span, FieldsMost, ValueCharactersMost) is not { } fields)
        {
            return Refuse(400, "The form cannot be read.");
        }

        request.Headers.TryGetValue("X-Twilio-Signature", out var signature);
        if (!validator.Validate(urls.Base + request.RawTarget, fields, signature))
        {
            return Refuse(403, "The signature is missing or wrong.");
        }

        request.Headers.TryGetValue("I-Twilio-Idempotency-Token", out var token);
        var form = new WebhookForm(fields, token);
        return form["AccountSid"] is { } account && account != options.AccountSid ? Refuse(403, "This is another account's.") : (form, null);
    }

    private (WebhookForm?, WebhookReply?) Refuse(int status, string reason)
    {
        log.WebhookRefused(status, reason);
        return (null, WebhookReply.Refused(status, reason));
    }
}

internal static partial class DoorLog
{
    [LoggerMessage(5001, LogLevel.Warning, "A request was refused with {Status}: {Reason}")]
    public static partial void WebhookRefused(this ILogger log, int status, string reason);

    [LoggerMessage(5002, LogLevel.Error, "A webhook failed; the line was told so")]
    public static partial void WebhookFailed(this ILogger log, Exception fault);

    [LoggerMessage(5003, LogLevel.Warning, "A webhook was not answered within {Seconds} s; the line was told so, and it goes on")]
    public static partial void WebhookSlow(this ILogger log, int seconds);

    [LoggerMessage(5004, LogLevel.Warning, "A webhook found no room in the crowd; the line was told so")]
    public static partial void WebhookCrowded(this ILogger log);
}
