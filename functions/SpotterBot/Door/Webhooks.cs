using SpotterBot.Callbacks;
using SpotterBot.Texts;
using SpotterBot.Voice;

namespace SpotterBot.Door;

/// <summary>From a webhook to its function, and from a fault to a sentence: nobody ever hears an application error.</summary>
public sealed class Webhooks(Doorkeeper door, VoiceFunction voice, TextsFunction texts, CallbacksFunction callbacks, ILogger<Webhooks> log)
{
    public async ValueTask<WebhookReply> HandleAsync(WebhookRequest request)
    {
        var (form, refusal) = door.Admit(request);
        if (form is null)
        {
            return refusal!;
        }

        var path = request.Path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        try
        {
            return path switch
            {
                ["api", "voice", .. var rest] => await voice.HandleAsync(rest, form),
                ["api", "texts"] => await texts.HandleAsync(form),
                ["api", "callbacks", .. var rest] => await callbacks.HandleAsync(rest, form),
                _ => WebhookReply.Refused(404, "There is nothing here."),
            };
        }
#pragma warning disable CA1031 // Whatever went wrong, the person on the line hears a sentence; the session's wake-ups go on.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            log.WebhookFailed(fault);
            return path switch
            {
                ["api", "voice", .. var rest] => voice.Sorry(rest, form),
                ["api", "texts"] => TextsFunction.Sorry(),
                _ => WebhookReply.Refused(500, "That failed on our side."),
            };
        }
    }
}
