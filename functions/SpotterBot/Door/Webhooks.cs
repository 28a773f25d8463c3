using SpotterBot.Alarms;
using SpotterBot.Callbacks;
using SpotterBot.Observability;
using SpotterBot.Storage;
using SpotterBot.Texts;
using SpotterBot.Voice;

namespace SpotterBot.Door;

/// <summary>
/// From a webhook to its function, and from a fault or a wait to a sentence: nobody ever hears an application error, or nothing at all.
/// What takes long goes on behind the sentence, and is there when it is asked for again.
/// </summary>
public sealed class Webhooks(
    Doorkeeper door, Crowd crowd, FloodWatch floods, VoiceFunction voice, Company company, TextsFunction texts, CallbacksFunction callbacks,
    ReportsWatch reports, Telemetry telemetry, TimeProvider time, ILogger<Webhooks> log)
{
    /// <summary>The phone company waits fifteen seconds; a person on a silent line does not.</summary>
    public static readonly TimeSpan VoicePatience = TimeSpan.FromSeconds(4);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(12);

    public async ValueTask<WebhookReply> HandleAsync(WebhookRequest request)
    {
        var (form, refusal) = door.Admit(request);
        if (form is null)
        {
            return refusal!;
        }

        reports.Came(form["CallSid"]);
        var path = request.Path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return await telemetry.WebhookAsync(path, form, () => AnswerAsync(path, form));
    }

    private async ValueTask<WebhookReply> AnswerAsync(string[] path, WebhookForm form)
    {
        if (path is ["api", "texts"] or ["api", "voice"])
        {
            floods.Note(form["From"]);
        }

        switch (path)
        {
            case ["api", "voice", .. var rest]:
                var meant = voice.Meant(rest, form);
                return await WithinAsync(path, form, () => voice.HandleAsync(meant, form), VoicePatience, () => company.Keep(meant, form));
            case ["api", "texts"]:
                return await WithinAsync(path, form, () => texts.HandleAsync(form), Patience, TextsFunction.Sorry);
            case ["api", "callbacks", .. var rest]:
                return await WithinAsync(path, form, () => callbacks.HandleAsync(rest, form), Patience, () => WebhookReply.Refused(500, "That failed on our side."));
            default:
                return WebhookReply.Refused(404, "There is nothing here.");
        }
    }

    /// <summary>The reply, or what is said instead where it fails or is not there in time.</summary>
    private async ValueTask<WebhookReply> WithinAsync(
        string[] path, WebhookForm form, Func<ValueTask<WebhookReply>> answer, TimeSpan patience, Func<WebhookReply> otherwise)
    {
        var turnstile = crowd.For(path, form);
        var place = new Turnstile.Place();
        var reply = GuardedAsync(path, turnstile, place, answer, otherwise);
        if (reply.IsCompleted)
        {
            return await reply;
        }

        using var done = new CancellationTokenSource();
        if (await Task.WhenAny(reply, Task.Delay(patience, time, done.Token)) == reply)
        {
#pragma warning disable CA1849, MA0042, VSTHRD103 // It ends a delay that nobody waits for any more: nothing long runs in it.
            done.Cancel();
#pragma warning restore CA1849, MA0042, VSTHRD103
            return await reply;
        }

        turnstile.GiveUp(place);
        log.WebhookSlow((int)patience.TotalSeconds);
        telemetry.WebhookFailed(path, "slow");
        return otherwise();
    }

    private async Task<WebhookReply> GuardedAsync(
        string[] path, Turnstile turnstile, Turnstile.Place place, Func<ValueTask<WebhookReply>> answer, Func<WebhookReply> otherwise)
    {
        try
        {
            var reply = await turnstile.PassAsync(
                () =>
                {
                    // What waited its turn has its whole time with the store.
                    StoreTime.Begin(time);
                    return answer();
                },
                place);
            if (reply is not null)
            {
                return reply;
            }

            log.WebhookCrowded();
            telemetry.WebhookFailed(path, "crowded");
            return otherwise();
        }
#pragma warning disable CA1031 // Whatever went wrong, the person on the line hears a sentence; the session's wake-ups go on.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            log.WebhookFailed(fault);
            telemetry.WebhookFailed(path, "fault");
            return otherwise();
        }
    }
}
