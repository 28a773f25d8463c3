using System.Globalization;
using PhoneCompany.People;
using PhoneCompany.Webhooks;

namespace PhoneCompany.Voice;

/// <summary>Places legs, rings phones, ends legs, and tells the program about it.</summary>
internal sealed class CallExchange(PhoneNetwork network)
{
    private static readonly string[] EmergencyNumbers = ["911", "112", "999", "933", "+911", "+112", "+999", "+933", "+1911", "+1933"];
    private readonly List<Call> _calls = [];
    private readonly Dictionary<string, Call> _bySid = [];
    private DateTimeOffset _nextSlot = DateTimeOffset.MinValue;

    public IReadOnlyList<Call> All => _calls;

    public RecordingShelf Recordings { get; } = new(network);

    public static bool IsEmergency(string number) => EmergencyNumbers.Contains(number);

    public Call? Find(string sid) => _bySid.GetValueOrDefault(sid);

    /// <summary>True, and a violation, when nobody must ever dial this number from here.</summary>
    public bool IsForbidden(string number, string how)
    {
        if (IsEmergency(number))
        {
            network.Violate($"{how} dialled the emergency number {number}.");
            return true;
        }

        if (network.Owned(number) is not null)
        {
            network.Violate($"{how} dialled {number}, a number of the service itself.");
            return true;
        }

        return false;
    }

    /// <summary>A call created by REST: it waits for its slot in the queue, then rings.</summary>
    public Call CreateByApi(string from, string to, CallPlan plan)
    {
        var call = Add(new Call(network, from, to, Directions.OutboundApi, network.Phone(to)) { Plan = plan });
        network.CallPlaced?.Invoke(call);
        var slot = _nextSlot > network.Board.Now ? _nextSlot : network.Board.Now;
        _nextSlot = slot + TimeSpan.FromSeconds(1 / network.Options.CallsPerSecond);
        network.Board.At(slot, () => Dispatch(call));
        return call;
    }

    /// <summary>A leg placed by a Dial: no queue.</summary>
    public Call CreateByDial(Call parent, string from, string to, CallPlan plan)
    {
        var call = Add(new Call(network, from, to, Directions.OutboundDial, network.Phone(to)) { Plan = plan, Parent = parent });
        parent.Children.Add(call);
        Dispatch(call);
        return call;
    }

    /// <summary>A person dials a number the account owns.</summary>
    public Call CreateInbound(Handset phone, string callerId, OwnedNumber number)
    {
        var plan = new CallPlan
        {
            Document = number is { VoiceUrl: { } url, VoiceApplicationSid: null, TrunkSid: null } ? new DocumentRequest(url, number.VoiceMethod) : null,
            StatusCallback = number.StatusCallback,
            StatusCallbackMethod = number.StatusCallbackMethod,
        };
        var call = Add(new Call(network, callerId, number.Number, Directions.Inbound, phone) { Plan = plan });
        call.StartedUtc = network.Board.Now;
        call.Fallback = number.VoiceFallbackUrl is { } fallback ? new DocumentRequest(fallback, number.VoiceFallbackMethod) : null;
        if (plan.Document is { } document)
        {
            Run(call, document);
        }
        else
        {
            network.Board.Post(() => End(call, "failed", 404));
        }

        return call;
    }

    /// <summary>The person on an outbound leg picks up.</summary>
    public void Answer(Call call)
    {
        if (call.IsOver || call.IsAnswered)
        {
            return;
        }

        MarkAnswered(call);
        Tell(call, "answered", "in-progress");
        if (call.Plan.SendDigits is { } digits)
        {
            PlayDigits(call, digits);
        }

        if (call.Plan.OnAnswered is { } next)
        {
            next(call);
        }
        else if (call.Plan.Amd is { Async: false } amd)
        {
            network.Board.After(call.Phone.AmdDelay(amd), () =>
            {
                if (!call.HasRun && !call.IsOver)
                {
                    call.AnsweredBy = call.Phone.AmdVerdict(amd);
                    Run(call, call.Plan.Document!);
                }
            });
        }
        else
        {
            Run(call, call.Plan.Document!);
        }

        if (call.Plan.Amd is { Async: true } later)
        {
            TellVerdictLater(call, later);
        }
    }

    /// <summary>An inbound leg is answered by the first verb that speaks, listens or connects.</summary>
    public void AnswerInbound(Call call)
    {
        if (call.Direction == Directions.Inbound && !call.IsAnswered && !call.IsOver)
        {
            MarkAnswered(call);
            call.Phone.OnConnected(call);
        }
    }

    public void Run(Call call, DocumentRequest document)
    {
        if (call.IsOver)
        {
            return;
        }

        var script = new Interpreter(call, call.Box, ScriptMode.Leg);
        call.Script = script;
        call.HasRun = true;

        // What was said while no document listened (to the other half of a bridge, say) is not input to this one.
        call.Box.Resume();
        _ = script.RunLegAsync(document);
    }

    /// <summary>REST takes a live leg to another document, at once, out of whatever it is doing.</summary>
    public void Redirect(Call call, DocumentRequest document)
    {
        call.Seat?.Room.Leave(call, LeaveReasons.Updated);
        EndChildren(call);
        Unbridge(call);
        LeaveParent(call);
        if (call.Script is null)
        {
            Run(call, document);
        }
        else
        {
            call.Box.Interrupt(new Time.Interruption(document));
        }
    }

    /// <summary>Ends a leg for good, whichever side or rule wanted it.</summary>
    public void End(Call call, string status, int? sip = null)
    {
        if (call.IsOver)
        {
            return;
        }

        var wasQueued = call.Status == "queued";
        call.RingOut?.Dispose();
        call.TooLong?.Dispose();
        call.EndedUtc = network.Board.Now;
        call.SipResponseCode = sip ?? (status == "completed" ? 200 : null);
        call.Become(status);
        call.Seat?.Room.Leave(call, LeaveReasons.HungUp);
        EndChildren(call);
        Unbridge(call);
        call.Box.Interrupt(new Time.Interruption(null));
        call.Phone.OnEnded(call);
        LeaveParent(call);
        if (!(wasQueued && status == "canceled"))
        {
            Tell(call, "completed", status);
        }
    }

    /// <summary>A person hangs up: before the answer, an inbound call counts as not answered.</summary>
    public void HangUpByPerson(Call call) => End(call, call.IsAnswered ? "completed" : "no-answer");

    /// <summary>What a leg ends as when the company hangs up.</summary>
    public void HangUp(Call call) => End(call, call.IsAnswered ? "completed" : call.Direction == Directions.Inbound ? "no-answer" : "canceled");

    public void Tell(Call call, string eventName, string status)
    {
        var isLast = eventName == "completed";
        if (call.Plan.StatusCallback is not { } url || (call.Direction == Directions.Inbound && !isLast)
            || !call.Plan.StatusEvents.Contains(eventName))
        {
            return;
        }

        var form = CallParameters.For(call, status);
        form.Add("Timestamp", network.Board.Now.ToString("ddd, dd MMM yyyy HH:mm:ss zz00", CultureInfo.InvariantCulture));
        form.Add("CallbackSource", "call-progress-events");
        form.Add("SequenceNumber", call.NextSequence++);
        if (eventName is "ringing" or "answered" && call.Direction != Directions.Inbound)
        {
            form.Add("StirStatus", "B");
        }

        if (isLast)
        {
            form.Add("CallDuration", call.DurationSeconds);
            form.Add("Duration", (call.DurationSeconds + 59) / 60);
            if (call.SipResponseCode is { } sip)
            {
                form.Add("SipResponseCode", sip);
            }
        }

        if (call.AnsweredBy is { } answeredBy)
        {
            form.Add("AnsweredBy", answeredBy);
        }

        Notify(WebhookKind.CallStatus, url, call.Plan.StatusCallbackMethod, form);
    }

    public void Notify(WebhookKind kind, string url, string method, IReadOnlyList<KeyValuePair<string, string>> form) =>
        network.Webhooks.Send(
            new WebhookRequest { Kind = kind, Url = url, Method = method, Parameters = form },
            network.Options.CallbackLatency,
            _ => { });

    /// <summary>Tones reach the other phone half a second apart for every <c>w</c>, a whole one for <c>W</c>.</summary>
    public TimeSpan PlayDigits(Call call, string digits)
    {
        var at = TimeSpan.Zero;
        foreach (var key in digits)
        {
            switch (key)
            {
                case 'w': at += TimeSpan.FromSeconds(0.5); break;
                case 'W': at += TimeSpan.FromSeconds(1); break;
                default:
                    network.Board.After(at, () => call.Phone.Hear(call, HeardKind.Tone, key.ToString(), TimeSpan.Zero));
                    at += TimeSpan.FromMilliseconds(200);
                    break;
            }
        }

        return at;
    }

    private Call Add(Call call)
    {
        _calls.Add(call);
        _bySid[call.Sid] = call;
        return call;
    }

    private void Dispatch(Call call)
    {
        if (call.IsOver)
        {
            return;
        }

        call.StartedUtc = network.Board.Now;
        call.Become("initiated");
        Tell(call, "initiated", "initiated");
        network.Board.After(network.Options.DialLatency, () => Ring(call));
    }

    private void Ring(Call call)
    {
        if (call.IsOver)
        {
            return;
        }

        switch (call.Phone.Offer())
        {
            case OfferOutcome.Invalid:
                End(call, "failed", 404);
                break;
            case OfferOutcome.Busy:
                End(call, "busy", 486);
                break;
            default:
                call.Become("ringing");
                Tell(call, "ringing", "ringing");
                call.RingOut = network.Board.After(
                    call.Plan.Timeout + network.Options.RingBuffer, () => End(call, "no-answer", 487));
                call.Phone.OnRinging(call);
                break;
        }
    }

    private void MarkAnswered(Call call)
    {
        call.RingOut?.Dispose();
        call.AnsweredUtc = network.Board.Now;
        call.Become("in-progress");
        SetTimeLimit(call, call.Plan.TimeLimit ?? TimeSpan.FromHours(4));
    }

    /// <summary>Ends the leg that long after it was answered.</summary>
    public void SetTimeLimit(Call call, TimeSpan limit)
    {
        call.TooLong?.Dispose();
        if (call.AnsweredUtc is { } answered)
        {
            call.TooLong = network.Board.At(answered + limit, () => End(call, "completed"));
        }
    }

    private void TellVerdictLater(Call call, AmdPlan amd)
    {
        var delay = call.Phone.AmdDelay(amd);
        network.Board.After(delay, () =>
        {
            if (call.IsOver)
            {
                return;
            }

            call.AnsweredBy = call.Phone.AmdVerdict(amd);
            if (amd.Callback is { } url)
            {
                List<KeyValuePair<string, string>> form =
                [
                    new("CallSid", call.Sid),
                    new("AccountSid", network.Options.AccountSid),
                    new("AnsweredBy", call.AnsweredBy),
                ];
                form.Add("MachineDetectionDuration", (long)delay.TotalMilliseconds);
                Notify(WebhookKind.Other, url, amd.CallbackMethod, form);
            }
        });
    }

    private void EndChildren(Call call)
    {
        foreach (var child in call.Children.ToList())
        {
            End(child, child.IsAnswered ? "completed" : "canceled");
        }
    }

    private static void LeaveParent(Call call)
    {
        if (call.Parent is { } parent && parent.Children.Remove(call))
        {
            parent.Box.Deliver(new ChildEnded(call));
        }
    }

    private static void Unbridge(Call call)
    {
        if (call.Bridged is { } other)
        {
            other.Bridged = null;
            call.Bridged = null;
        }
    }
}

internal sealed record ChildAnswered(Call Child);

internal sealed record ChildEnded(Call Child);

internal sealed record WhisperDone(Call Child);
