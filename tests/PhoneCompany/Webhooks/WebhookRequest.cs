using System.Net;

namespace PhoneCompany.Webhooks;

/// <summary>What a request to the program is about.</summary>
public enum WebhookKind
{
    /// <summary>Fetches a document that a leg (or a waiting room) will run.</summary>
    VoiceDocument,

    /// <summary>Tells how a call goes on. The reply is ignored.</summary>
    CallStatus,

    /// <summary>Tells what happens in a conference. The reply is ignored.</summary>
    ConferenceStatus,

    /// <summary>A text for the program. The reply may answer it.</summary>
    InboundMessage,

    /// <summary>Tells what became of a text. The reply is ignored.</summary>
    MessageStatus,

    /// <summary>Recordings, answering-machine verdicts, partial speech. The reply is ignored.</summary>
    Other,
}

/// <summary>One request of the phone company to the program, before it is signed and sent.</summary>
public sealed record WebhookRequest
{
    public required WebhookKind Kind { get; init; }

    /// <summary><c>POST</c> or <c>GET</c>.</summary>
    public string Method { get; init; } = "POST";

    /// <summary>Absolute, with its fragment (connection overrides) if it has one.</summary>
    public required string Url { get; init; }

    public required IReadOnlyList<KeyValuePair<string, string>> Parameters { get; init; }

    /// <summary>Constant over every attempt at this request.</summary>
    public string IdempotencyToken { get; init; } = "";

    internal CookieContainer? Cookies { get; init; }

    internal bool IsVoice => Kind is WebhookKind.VoiceDocument or WebhookKind.CallStatus or WebhookKind.ConferenceStatus or WebhookKind.Other;

    /// <summary>The value of a parameter, or null.</summary>
    public string? this[string name]
    {
        get
        {
            foreach (var (key, value) in Parameters)
            {
                if (key == name)
                {
                    return value;
                }
            }

            return null;
        }
    }
}

/// <summary>What came back, or which of Twilio's error codes stands for nothing usable coming back.</summary>
internal sealed record WebhookReply(int? ErrorCode, int Status, string? ContentType, string Body, string FinalUrl)
{
    public static WebhookReply Failed(int errorCode, string url, int status = 0) => new(errorCode, status, null, "", url);
}
