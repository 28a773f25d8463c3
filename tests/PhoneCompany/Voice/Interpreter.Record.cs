using System.Globalization;
using System.Xml.Linq;
using PhoneCompany.People;
using PhoneCompany.Voice.Twiml;
using PhoneCompany.Webhooks;

namespace PhoneCompany.Voice;

/// <content>Record: what the person says, until silence, a key or the limit.</content>
internal sealed partial class Interpreter
{
    private async Task<DocumentRequest?> RecordAsync(XElement verb)
    {
        if (verb.Flag("playBeep", otherwise: true))
        {
            await PlayForAsync(HeardKind.Beep, "beep", TimeSpan.FromSeconds(0.5), null);
        }

        var timeout = verb.Seconds("timeout", 5);
        var finishKeys = verb.Value("finishOnKey") ?? "1234567890*#";
        var startedUtc = Now;
        var limit = startedUtc + verb.Seconds("maxLength", 3600);
        var (deadline, text, digits, speaking) = (startedUtc + timeout, "", "", (SpeechStarted?)null);
        box.Forget<KeyPressed>();
        try
        {
            while (digits.Length == 0 && await box.NextAsync(deadline < limit ? deadline : limit) is { } happened)
            {
                switch (happened)
                {
                    case KeyPressed { Key: var key } when finishKeys.Contains(key, StringComparison.Ordinal):
                        digits = key.ToString();
                        break;
                    case SpeechStarted speech:
                        (deadline, speaking) = (limit, speech);
                        break;
                    case SpeechEnded speech:
                        speaking = null;
                        text = $"{text} {speech.Text}".Trim();
                        deadline = Now + timeout;
                        break;
                }
            }
        }
        catch (Time.InterruptedScriptException interrupted) when (interrupted.Interruption.Redirect is null)
        {
            if (text.Length > 0)
            {
                var last = Finish(verb, text, startedUtc, "hangup");
                Abandon(last);
            }

            throw;
        }

        // A key in the middle of a sentence ends the recording, and what was said so far is on it.
        text = speaking is null ? text : $"{text} {SaidSoFar(speaking)}".Trim();
        return text.Length == 0 ? null : Finish(verb, text, startedUtc, digits);
    }

    private string SaidSoFar(SpeechStarted speech) =>
        speech.Text[..Math.Clamp((int)(speech.Text.Length * ((Now - speech.Utc) / speech.Duration)), 1, speech.Text.Length)];

    private DocumentRequest Finish(XElement verb, string text, DateTimeOffset startedUtc, string digits)
    {
        var recording = _network.Exchange.Recordings.Add(call, text, startedUtc, "RecordVerb");
        if (verb.Value("recordingStatusCallback") is { Length: > 0 } url
            && verb.Words("recordingStatusCallbackEvent", "completed").Contains("completed"))
        {
            _network.Exchange.Notify(
                WebhookKind.Other,
                Resolve(url),
                verb.Value("recordingStatusCallbackMethod") ?? "POST",
                [
                    new("AccountSid", _network.Options.AccountSid), new("CallSid", call.Sid), new("RecordingSid", recording.Sid),
                    new("RecordingUrl", recording.Url), new("RecordingStatus", "completed"),
                    new("RecordingDuration", recording.Seconds.ToString(CultureInfo.InvariantCulture)),
                    new("RecordingChannels", "1"), new("RecordingSource", "RecordVerb"),
                ]);
        }

        return Action(
            verb,
            [
                new("RecordingUrl", recording.Url),
                new("RecordingSid", recording.Sid),
                new("RecordingDuration", recording.Seconds.ToString(CultureInfo.InvariantCulture)),
                new("Digits", digits),
            ]);
    }

    /// <summary>Requests a document for a leg that is already over: the program learns of it, its reply is ignored.</summary>
    private void Abandon(DocumentRequest request)
    {
        var form = CallParameters.For(call);
        form.AddRange(request.Extra);
        _network.Webhooks.Send(
            new WebhookRequest
            {
                Kind = WebhookKind.VoiceDocument, Url = request.Url!, Method = request.Method, Parameters = form, Cookies = call.Cookies,
            },
            _network.Options.WebhookLatency,
            _ => { });
    }
}
