using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using PhoneCompany.People;
using PhoneCompany.Time;
using PhoneCompany.Voice.Twiml;

namespace PhoneCompany.Voice;

/// <content>Dial: other phones, or a conference room.</content>
internal sealed partial class Interpreter
{
    [GeneratedRegex(@"^\+[1-9]\d{6,14}$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex E164 { get; }

    private async Task<DocumentRequest?> DialAsync(XElement verb)
    {
        if (verb.Value("record") is { } record && record != "do-not-record")
        {
            _network.Violate("<Dial record> is not simulated.");
        }

        try
        {
            var outcome = verb.Element("Conference") is { } conference
                ? await DialConferenceAsync(verb, conference)
                : await DialNumbersAsync(verb);
            return verb.Attribute("action") is null || outcome is null ? null : Action(verb, outcome);
        }
        catch (InterruptedScriptException interrupted) when (interrupted.Interruption.Redirect is null)
        {
            // The caller is gone; the action is still told how it went.
            if (verb.Value("action") is { Length: > 0 } && _network.Options.DialActionAfterHangUp && mode == ScriptMode.Leg)
            {
                Abandon(Action(verb, new KeyValuePair<string, string>("DialCallStatus", verb.Element("Conference") is null ? "completed" : "answered")));
            }

            throw;
        }
    }

    private async Task<List<KeyValuePair<string, string>>?> DialNumbersAsync(XElement verb)
    {
        if (!(verb.Flag("answerOnBridge") && _isFirstVerb))
        {
            _network.Exchange.AnswerInbound(call);
        }

        // A Dial's own text is a number too.
        var waiting = new Queue<XElement>(verb.Elements("Number").Any() ? verb.Elements("Number") : [new XElement("Number", verb.Value)]);
        if (waiting.Count > 10)
        {
            _network.Violate($"<Dial> rings {waiting.Count} numbers at once; ten is the most.");
        }

        var dial = new DialState(verb);
        if (CallerIdFor(verb) is not { } callerId)
        {
            return dial.Parameters("failed");
        }

        var ringing = call.Phone.Hear(call, HeardKind.Ringback, "ringing", TimeSpan.Zero);
        try
        {
            DialNext();
            while (dial.Ringing.Count > 0)
            {
                var happened = await box.NextAsync(dial.EndsUtc);
                switch (happened)
                {
                    case null:
                        _network.Exchange.End(dial.Winner!, "completed");
                        break;
                    case ChildAnswered { Child: var child } when dial.Winner is null && dial.Ringing.Contains(child):
                        dial.Winner = child;
                        foreach (var other in dial.Ringing.Where(other => other != child).ToList())
                        {
                            dial.Ringing.Remove(other);
                            _network.Exchange.End(other, other.IsAnswered ? "completed" : "canceled");
                        }

                        waiting.Clear();
                        StartWhisper(dial.Numbers[child], child);
                        break;
                    case WhisperDone { Child: var child } when child == dial.Winner && !child.IsOver:
                        ringing.CutOff(Now);
                        _network.Exchange.AnswerInbound(call);
                        (child.Bridged, call.Bridged) = (call, child);
                        dial.BridgedUtc = Now;
                        break;
                    case ChildEnded { Child: var child } when dial.Ringing.Remove(child):
                        dial.Last = child;
                        DialNext();
                        break;
                    case KeyPressed { Key: '*' } when verb.Flag("hangupOnStar") && dial.BridgedUtc is not null:
                        _network.Exchange.End(dial.Winner!, "completed");
                        break;
                }
            }
        }
        finally
        {
            ringing.CutOff(Now);
        }

        return dial.Parameters(dial.Winner is not null ? "completed" : dial.Last?.Status ?? "failed");

        void DialNext()
        {
            while (waiting.TryDequeue(out var number))
            {
                if (Place(number, verb, callerId) is { } child)
                {
                    dial.Ringing.Add(child);
                    dial.Numbers[child] = number;
                    if (verb.Flag("sequential"))
                    {
                        return;
                    }
                }
            }
        }
    }

    private Call? Place(XElement number, XElement dial, string callerId)
    {
        var to = number.Value.Trim();
        if (_network.Exchange.IsForbidden(to, "<Dial>"))
        {
            return null;
        }

        if (!E164.IsMatch(to))
        {
            _network.Violate($"<Number> '{to}' is not E.164 (13223).");
            _network.Alert(13223, _current?.Url ?? "", call.Sid, "Dial: invalid phone number format.");
            return null;
        }

        return _network.Exchange.CreateByDial(call, callerId, to, new CallPlan
        {
            Timeout = dial.Seconds("timeout", 30),
            StatusCallback = number.Value("statusCallback") is { Length: > 0 } url ? Resolve(url) : null,
            StatusCallbackMethod = number.Value("statusCallbackMethod") ?? "POST",
            StatusEvents = number.Words("statusCallbackEvent", "completed"),
            SendDigits = number.Value("sendDigits"),
            Amd = number.Value("machineDetection") is { } detection
                ? new AmdPlan(
                    detection,
                    Async: true,
                    number.Value("amdStatusCallback") is { Length: > 0 } amd ? Resolve(amd) : null,
                    number.Value("amdStatusCallbackMethod") ?? "POST",
                    number.Seconds("machineDetectionTimeout", 30))
                : null,
            OnAnswered = child => box.Deliver(new ChildAnswered(child)),
        });
    }

    /// <summary>What the callee hears before being joined; a document that simply ends joins them.</summary>
    private void StartWhisper(XElement number, Call child)
    {
        if (number.Value("url") is not { Length: > 0 } url)
        {
            box.Deliver(new WhisperDone(child));
            return;
        }

        var script = new Interpreter(child, child.Box, ScriptMode.Whisper);
        child.Script = script;
        _ = script.WhisperAsync(Request(url, number.Value("method")), () => box.Deliver(new WhisperDone(child)));
    }

    private async Task WhisperAsync(DocumentRequest document, Action done)
    {
        try
        {
            var accepted = await RunGuestAsync(document);
            call.Script = null;
            if (accepted)
            {
                done();
            }
            else
            {
                _network.Exchange.HangUp(call);
            }
        }
        catch (InterruptedScriptException interrupted)
        {
            call.Script = null;
            if (interrupted.Interruption.Redirect is DocumentRequest redirect)
            {
                box.Resume();
                _network.Exchange.Run(call, redirect);
            }
        }
#pragma warning disable CA1031 // A fault of this simulator must fail the test, not vanish in a task nobody awaits.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            _network.Observe(fault);
        }
    }

    private string? CallerIdFor(XElement verb)
    {
        var callerId = verb.Value("callerId") ?? call.From;
        if (callerId == call.From || callerId == call.To || _network.Owned(callerId) is not null
            || _network.Options.VerifiedCallerIds.Contains(callerId))
        {
            return callerId;
        }

        _network.Violate($"<Dial callerId=\"{callerId}\"> is neither owned, verified, nor of this call (13214).");
        _network.Alert(13214, _current?.Url ?? "", call.Sid, "Dial: invalid callerId.");
        return null;
    }

    private sealed class DialState(XElement verb)
    {
        public List<Call> Ringing { get; } = [];

        public Dictionary<Call, XElement> Numbers { get; } = [];

        public Call? Winner { get; set; }

        public Call? Last { get; set; }

        public DateTimeOffset? BridgedUtc { get; set; }

        public DateTimeOffset? EndsUtc => BridgedUtc + verb.Seconds("timeLimit", 14400);

        public List<KeyValuePair<string, string>> Parameters(string status)
        {
            List<KeyValuePair<string, string>> form = [new("DialCallStatus", status)];
            if ((Winner ?? Last) is { } child)
            {
                form.Add(new("DialCallSid", child.Sid));
                form.Add(new("DialCallDuration", child.DurationSeconds.ToString(CultureInfo.InvariantCulture)));
            }

            form.Add(new("DialBridged", BridgedUtc is null ? "false" : "true"));
            return form;
        }
    }
}
