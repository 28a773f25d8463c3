using System.Globalization;
using System.Xml.Linq;
using PhoneCompany.People;
using PhoneCompany.Voice.Twiml;
using PhoneCompany.Webhooks;

namespace PhoneCompany.Voice;

/// <content>Gather: keys and speech, while prompts play and after.</content>
internal sealed partial class Interpreter
{
    private async Task<DocumentRequest?> GatherAsync(XElement verb)
    {
        var gather = new GatherState(verb, Now);

        // What was pressed before the gathering began is lost.
        box.Forget<KeyPressed>();
        foreach (var prompt in verb.Elements())
        {
            await PromptAsync(prompt, gather.Takes);
            if (gather.HasBegun)
            {
                break;
            }
        }

        gather.Deadline = Now + gather.Timeout;
        if (gather.HasBegun)
        {
            gather.Rearm(Now);
        }

        while (!gather.IsDone && await box.NextAsync(gather.Deadline) is { } happened)
        {
            if (gather.Takes(happened))
            {
                gather.Rearm(Now);
                TellPartialSpeech(verb, happened);
            }
        }

        gather.CutOff(Now);
        return Submit(verb, gather);
    }

    private async Task PromptAsync(XElement prompt, Func<object, bool> bargeIn)
    {
        switch (prompt.Name.LocalName)
        {
            case "Say":
                await SayAsync(prompt, bargeIn);
                break;
            case "Play":
                await PlayAsync(prompt, bargeIn);
                break;
            case "Pause":
                await ListenAsync(prompt.Seconds("length", 1), bargeIn);
                break;
        }
    }

    private DocumentRequest? Submit(XElement verb, GatherState gather)
    {
        if (gather.Digits.Length > 0)
        {
            List<KeyValuePair<string, string>> extra = [new("Digits", gather.Digits), new("msg", "Gather End")];
            if (gather.FinishedOnKey is { } key)
            {
                extra.Add(new("FinishedOnKey", key.ToString()));
            }

            return Action(verb, extra);
        }

        if (gather.Speech.Length > 0)
        {
            return Action(
                verb,
                [
                    new("SpeechResult", gather.Speech),
                    new("Confidence", gather.Confidence.ToString("0.0######", CultureInfo.InvariantCulture)),
                    new("Language", verb.Value("language") ?? "en-US"),
                ]);
        }

        // Silence, or the finish key alone, is no request at all unless asked for.
        return verb.Flag("actionOnEmptyResult")
            ? Action(verb, [new("Digits", ""), new("msg", "Gather End")])
            : null;
    }

    private void TellPartialSpeech(XElement verb, object happened)
    {
        if (happened is SpeechEnded speech && verb.Value("partialResultCallback") is { Length: > 0 } url)
        {
            var form = CallParameters.For(call);
            form.Add("UnstableSpeechResult", speech.Text);
            _network.Exchange.Notify(WebhookKind.Other, Resolve(url), verb.Value("partialResultCallbackMethod") ?? "POST", form);
        }
    }

    private sealed class GatherState
    {
        private readonly bool _dtmf;
        private readonly bool _speech;
        private readonly char? _finishKey;
        private readonly int _numDigits;
        private readonly TimeSpan _speechTimeout;
        private readonly TimeSpan _longestSpeech;
        private readonly DateTimeOffset _startedUtc;
        private SpeechStarted? _speaking;
        private bool _spoke;

        public GatherState(XElement verb, DateTimeOffset startedUtc)
        {
            var input = verb.Words("input", "dtmf");
            (_dtmf, _speech) = (input.Contains("dtmf"), input.Contains("speech"));
            _finishKey = (verb.Value("finishOnKey") ?? "#") is [var key] ? key : null;
            _numDigits = verb.Number("numDigits", int.MaxValue);
            Timeout = verb.Seconds("timeout", 5);
            _speechTimeout = verb.Value("speechTimeout") switch
            {
                null => Timeout,
                "auto" => TimeSpan.FromSeconds(1),
                _ => verb.Seconds("speechTimeout", 5),
            };
            _longestSpeech = verb.Seconds("maxSpeechTime", 60);
            _bargeIn = verb.Flag("bargeIn", otherwise: true);
            _startedUtc = startedUtc;
        }

        private readonly bool _bargeIn;

        public TimeSpan Timeout { get; }

        public string Digits { get; private set; } = "";

        public string Speech { get; private set; } = "";

        public double Confidence { get; private set; }

        public char? FinishedOnKey { get; private set; }

        public bool IsDone { get; private set; }

        public DateTimeOffset Deadline { get; set; }

        /// <summary>The first key or word stops the prompts and decides which kind of input counts.</summary>
        public bool HasBegun => IsDone || Digits.Length > 0 || _spoke;

        /// <summary>True when the event is input; for prompts that means: be quiet now.</summary>
        public bool Takes(object happened)
        {
            switch (happened)
            {
                case KeyPressed { Key: var key } when _dtmf && !_spoke && !IsDone:
                    if (key == _finishKey)
                    {
                        (FinishedOnKey, IsDone) = (key, true);
                        return true;
                    }

                    Digits += key;
                    IsDone = Digits.Length >= _numDigits;
                    return true;
                case SpeechStarted started when _speech && Digits.Length == 0 && !IsDone:
                    _spoke = true;
                    _speaking = started;
                    return _bargeIn;
                case SpeechEnded ended when _speech && Digits.Length == 0 && !IsDone:
                    _spoke = true;
                    _speaking = null;
                    Speech = $"{Speech} {Since(ended, _startedUtc)}".Trim();
                    Confidence = ended.Confidence;
                    return _bargeIn;
                default:
                    return false;
            }
        }

        /// <summary>The wait starts anew with every key, and stands still while somebody speaks.</summary>
        public void Rearm(DateTimeOffset now) => Deadline = _speaking is { } speech
            ? Later(speech.Utc, _startedUtc) + _longestSpeech
            : now + (_spoke ? _speechTimeout : Timeout);

        /// <summary>Somebody who speaks on and on is listened to no longer: what was said by then is what was said.</summary>
        public void CutOff(DateTimeOffset now)
        {
            if (_speaking is { Duration: var whole } speech && whole > TimeSpan.Zero)
            {
                Speech = $"{Speech} {HeardEntry.Part(speech.Text, (_startedUtc - speech.Utc) / whole, (now - speech.Utc) / whole)}".Trim();
                Confidence = 0.5;
            }
        }

        private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

        // Somebody who was already speaking when the gathering began is heard from then on.
        private static string Since(SpeechEnded speech, DateTimeOffset from)
        {
            var length = speech.EndedUtc - speech.StartedUtc;
            return speech.StartedUtc >= from || length <= TimeSpan.Zero
                ? speech.Text
                : HeardEntry.Part(speech.Text, (from - speech.StartedUtc) / length, 1);
        }
    }
}
