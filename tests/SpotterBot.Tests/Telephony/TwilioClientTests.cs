using System.Text;
using SpotterBot.Telephony;

namespace SpotterBot.Tests.Telephony;

public sealed class TwilioClientTests : IDisposable
{
    private const string Base = $"https://api.twilio.com/2010-04-01/Accounts/{TwilioBench.Account}";
    private const string MessageJson = $$"""{"sid":"{{TwilioBench.MessageSid}}","status":"accepted","num_segments":"0","from":null,"error_code":null}""";

    private readonly TwilioBench _bench = new();

    private SeenRequest Request => Assert.Single(_bench.Provider.Seen);

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void A_call_is_created_with_every_parameter_and_repeated_keys_for_lists()
    {
        _bench.Provider.Answers(201, TwilioBench.CallJson);

        var sent = _bench.Run(client => client.CreateCallAsync(new CreateCall(TwilioBench.Ana, TwilioBench.Own, "https://h/a?s=1&c=2#rc=2")
        {
            FallbackUrl = "https://h/fallback",
            StatusCallback = "https://h/status",
            Timeout = TimeSpan.FromSeconds(24.2),
            TimeLimit = TimeSpan.FromMinutes(30),
            SendDigits = "ww1",
        }));

        Assert.Equal(TwilioBench.CallSid, Assert.IsType<Sent<CallResource>.Ok>(sent).Value.Sid);
        Assert.Equal("POST", Request.Method);
        Assert.Equal(Base + "/Calls.json", Request.Url);
        Assert.Equal("application/x-www-form-urlencoded", Request.ContentType);
        Assert.Equal("application/json", Request.Accept);
        Assert.Equal(
            "To=%2B15551234567&From=%2B15550001111&Url=https%3A%2F%2Fh%2Fa%3Fs%3D1%26c%3D2%23rc%3D2&FallbackUrl=https%3A%2F%2Fh%2Ffallback"
            + "&StatusCallback=https%3A%2F%2Fh%2Fstatus&StatusCallbackEvent=initiated&StatusCallbackEvent=ringing&StatusCallbackEvent=answered"
            + "&StatusCallbackEvent=completed&Timeout=25&TimeLimit=1800&SendDigits=ww1",
            Request.Body);
    }

    [Fact]
    public void What_is_not_set_is_not_sent()
    {
        _bench.Provider.Answers(201, TwilioBench.CallJson);

        _bench.PlaceCall();

        Assert.Equal("To=%2B15551234567&From=%2B15550001111&Url=https%3A%2F%2Fh%2Fanswered", Request.Body);
    }

    [Fact]
    public void The_account_and_its_token_authorise()
    {
        _bench.Provider.Answers(201, TwilioBench.CallJson);

        _bench.PlaceCall();

        Assert.Equal("Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(TwilioBench.Account + ":token-secret")), Request.Authorization);
    }

    [Fact]
    public void An_api_key_authorises_where_there_is_one_and_the_path_keeps_the_account()
    {
        using var bench = new TwilioBench(options => options with { ApiKeySid = "SK1", ApiKeySecret = "key-secret", ApiBaseUrl = "http://localhost:9100/v9?x#y" });
        bench.Provider.Answers(201, TwilioBench.CallJson);

        bench.PlaceCall();

        var request = Assert.Single(bench.Provider.Seen);
        Assert.Equal("Basic " + Convert.ToBase64String("SK1:key-secret"u8), request.Authorization);
        Assert.Equal($"http://localhost:9100/2010-04-01/Accounts/{TwilioBench.Account}/Calls.json", request.Url);
    }

    [Theory]
    [MemberData(nameof(PhoneNumberTests.EmergencySpellings), MemberType = typeof(PhoneNumberTests))]
    public void An_emergency_number_is_neither_called_nor_texted_in_any_spelling(string number)
    {
        _bench.Provider.Answers(201, TwilioBench.CallJson);

        var call = Assert.IsType<Sent<CallResource>.Refused>(_bench.PlaceCall(urgent: true, to: number));
        var text = Assert.IsType<Sent<MessageResource>.Refused>(_bench.Run(client => client.CreateMessageAsync(new CreateMessage(number, "x"))));

        Assert.Equal(DialRefusal.EmergencyNumber, call.Failure.Guard);
        Assert.Equal(FailureKind.Guarded, text.Failure.Kind);
        Assert.Empty(_bench.Provider.Seen);
    }

    [Theory]
    [InlineData(TwilioBench.Own, DialRefusal.OwnNumber)]
    [InlineData("+266696687", DialRefusal.Withheld)]
    [InlineData("anonymous", DialRefusal.NotE164)]
    [InlineData("", DialRefusal.NotE164)]
    [InlineData(null, DialRefusal.NotE164)]
    public void The_guard_stands_in_the_client_itself(string? number, DialRefusal reason)
    {
        var failure = Assert.IsType<Sent<CallResource>.Refused>(_bench.PlaceCall(to: number!)).Failure;

        Assert.Equal(reason, failure.Guard);
        Assert.Equal(Consequence.NextNumber, failure.Consequence);
        Assert.Empty(_bench.Provider.Seen);
        Assert.Contains(_bench.Log.Lines, line => line.Contains("GuardRefused", StringComparison.Ordinal));
    }

    [Fact]
    public void A_call_is_read_with_all_its_fields()
    {
        _bench.Provider.Answers(200, $$"""
            {"sid":"{{TwilioBench.CallSid}}","status":"no-answer","to":"+15551234567","from":"+15550001111","direction":"outbound-api",
             "parent_call_sid":null,"answered_by":"machine_start","date_created":"Tue, 31 Aug 2010 20:36:28 +0000",
             "start_time":"Wed, 1 Sep 2010 01:02:03 +0200","end_time":null,"duration":"15","queue_time":"1000","price":"-0.03000","new":{"a":[1]} }
            """);

        var call = Assert.IsType<Sent<CallResource>.Ok>(_bench.Run(client => client.FetchCallAsync(TwilioBench.CallSid))).Value;

        Assert.Equal(
            new CallResource(
                TwilioBench.CallSid, CallStatus.NoAnswer, "+15551234567", "+15550001111", "outbound-api", null, "machine_start",
                new DateTimeOffset(2010, 8, 31, 20, 36, 28, TimeSpan.Zero), new DateTimeOffset(2010, 8, 31, 23, 2, 3, TimeSpan.Zero), null, 15, 1000),
            call);
        Assert.Equal(("GET", $"{Base}/Calls/{TwilioBench.CallSid}.json"), (Request.Method, Request.Url));
    }

    [Theory]
    [InlineData("""{"sid":"CA1"}""")]
    [InlineData("""{"sid":"CA1","status":7,"to":{},"duration":"x","date_created":"yesterday","queue_time":1.5,"from":"\ud800"}""")]
    [InlineData("""{"sid":"CA1","status":null,"to":[],"duration":99999999999,"date_created":1,"direction":null}""")]
    public void Fields_of_an_unexpected_shape_read_as_unknown(string json)
    {
        _bench.Provider.Answers(200, json);

        var call = Assert.IsType<Sent<CallResource>.Ok>(_bench.Run(client => client.FetchCallAsync("CA1"))).Value;

        Assert.Equal(CallStatus.Unknown, call.Status);
        Assert.Null(call.Duration);
        Assert.Null(call.DateCreated);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("{}")]
    [InlineData("""{"sid":""}""")]
    [InlineData("""{"sid":""")]
    [InlineData("<html><body>hello</body></html>")]
    [InlineData("")]
    public void An_answer_that_is_no_call_is_a_failure_and_never_an_exception(string body)
    {
        _bench.Provider.Answers(200, body);

        Assert.Equal(FailureKind.Temporary, Assert.IsType<Sent<CallResource>.NotSent>(_bench.Run(client => client.FetchCallAsync("CA1"))).Failure.Kind);
    }

    [Theory]
    [InlineData(400, """{"code":21211,"status":400}""", FailureKind.Permanent, 21211)]
    [InlineData(400, """{"code":"21610","status":400}""", FailureKind.OptedOut, 21610)]
    [InlineData(400, """{"code":29999,"status":400}""", FailureKind.Permanent, 29999)]
    [InlineData(400, """{"message":"no code"}""", FailureKind.Permanent, null)]
    [InlineData(401, """{"code":20003,"status":401}""", FailureKind.Configuration, 20003)]
    [InlineData(401, "", FailureKind.Configuration, null)]
    [InlineData(403, "<html>blocked by the firewall</html>", FailureKind.Configuration, null)]
    [InlineData(404, """{"code":20404,"status":404}""", FailureKind.Configuration, 20404)]
    [InlineData(404, "<html>nginx</html>", FailureKind.Configuration, null)]
    [InlineData(302, "", FailureKind.Configuration, null)]
    public void A_refusal_is_sorted_by_its_code_and_else_by_who_spoke(int status, string body, FailureKind kind, int? code)
    {
        _bench.Provider.Answers(status, body, "text/html");

        Assert.Equal(new Failure(kind, code, status), Assert.IsType<Sent<CallResource>.Refused>(_bench.PlaceCall()).Failure);
        Assert.Single(_bench.Provider.Seen);
    }

    [Fact]
    public void Nothing_found_is_gone_for_a_call_and_a_wrong_account_for_a_create()
    {
        _bench.Provider.Answers(404, """{"code":20404,"status":404}""");

        Assert.Equal(Consequence.AlarmCoordinators, _bench.PlaceCall(urgent: true).Why!.Consequence);
        Assert.Equal(
            Consequence.TreatAsEnded,
            Assert.IsType<Sent<CallResource>.Refused>(_bench.Run(client => client.CompleteCallAsync(TwilioBench.CallSid))).Failure.Consequence);
    }

    [Fact]
    public void A_full_queue_is_not_sent_rather_than_refused()
    {
        _bench.Provider.Answers(400, """{"code":21611,"status":400}""");

        var failure = Assert.IsType<Sent<CallResource>.NotSent>(_bench.PlaceCall()).Failure;

        Assert.Equal(Consequence.UseVoice, failure.Consequence);
    }

    [Theory]
    [InlineData("redirect", "Url=https%3A%2F%2Fh%2Fnext&Method=POST")]
    [InlineData("complete", "Status=completed")]
    [InlineData("cancel", "Status=canceled")]
    public void A_call_is_updated(string what, string body)
    {
        _bench.Provider.Answers(200, TwilioBench.CallJson);

        var sent = _bench.Run(client => what switch
        {
            "redirect" => client.RedirectCallAsync(TwilioBench.CallSid, "https://h/next"),
            "complete" => client.CompleteCallAsync(TwilioBench.CallSid),
            _ => client.CancelCallAsync(TwilioBench.CallSid),
        });

        Assert.IsType<Sent<CallResource>.Ok>(sent);
        Assert.Equal(("POST", $"{Base}/Calls/{TwilioBench.CallSid}.json", body), (Request.Method, Request.Url, Request.Body));
    }

    [Fact]
    public void Calls_are_listed_with_their_filter()
    {
        _bench.Provider.Answers(200, $$"""{"calls":[{{TwilioBench.CallJson}},null,{"no":"sid"},{"sid":"CA2"}],"page":0}""");

        var listed = _bench.Run(client => client.ListCallsAsync(new ListCalls
        {
            To = TwilioBench.Ana,
            From = TwilioBench.Own,
            ParentCallSid = "CA9",
            Status = "in-progress",
            StartedFrom = new DateTimeOffset(2026, 3, 1, 14, 0, 0, 500, TimeSpan.FromHours(2)),
        }));

        Assert.Equal([TwilioBench.CallSid, "CA2"], Assert.IsType<Sent<IReadOnlyList<CallResource>>.Ok>(listed).Value.Select(call => call.Sid));
        Assert.Equal(
            $"{Base}/Calls.json?To=%2B15551234567&From=%2B15550001111&ParentCallSid=CA9&Status=in-progress&StartTime%3E=2026-03-01T12%3A00%3A00Z&PageSize=50",
            Request.Url);
    }

    [Fact]
    public void A_list_without_its_items_is_a_failure_and_not_an_empty_list()
    {
        _bench.Provider.Answers(200, "{}");

        Assert.IsType<Sent<IReadOnlyList<CallResource>>.NotSent>(_bench.Run(client => client.ListCallsAsync(new ListCalls())));
    }

    [Fact]
    public void A_text_is_created_from_a_number()
    {
        _bench.Provider.Answers(201, MessageJson);

        var sent = _bench.Run(client => client.CreateMessageAsync(new CreateMessage(TwilioBench.Ana, "Où ? 🚑 & co + 1")
        {
            From = TwilioBench.Own,
            StatusCallback = "https://h/s",
            ValidityPeriod = TimeSpan.FromMinutes(5),
        }));

        var message = Assert.IsType<Sent<MessageResource>.Ok>(sent).Value;
        Assert.Equal((MessageStatus.Accepted, 0, null, null), (message.Status, message.NumSegments, message.From, message.ErrorCode));
        Assert.Equal(Base + "/Messages.json", Request.Url);
        Assert.Equal(
            "To=%2B15551234567&From=%2B15550001111&Body=O%C3%B9+%3F+%F0%9F%9A%91+%26+co+%2B+1&StatusCallback=https%3A%2F%2Fh%2Fs&ValidityPeriod=300",
            Request.Body);
    }

    [Fact]
    public void A_text_goes_through_the_messaging_service_where_there_is_one()
    {
        using var bench = new TwilioBench(options => options with { MessagingServiceSid = "MG1" });
        bench.Provider.Answers(201, MessageJson);

        bench.Run(client => client.CreateMessageAsync(new CreateMessage(TwilioBench.Ana, "hi")));
        bench.Run(client => client.CreateMessageAsync(new CreateMessage(TwilioBench.Ana, "hi") { MessagingServiceSid = "MG2" }));

        Assert.Equal(["To=%2B15551234567&MessagingServiceSid=MG1&Body=hi", "To=%2B15551234567&MessagingServiceSid=MG2&Body=hi"], bench.Provider.Seen.Select(request => request.Body));
    }

    [Fact]
    public void A_text_that_somebody_opted_out_of_is_to_be_a_call()
    {
        _bench.Provider.Answers(400, """{"code":21610,"status":400}""");

        var sent = _bench.Run(client => client.CreateMessageAsync(new CreateMessage(TwilioBench.Ana, "hi") { From = TwilioBench.Own }));

        Assert.Equal(Consequence.UseVoice, Assert.IsType<Sent<MessageResource>.Refused>(sent).Failure.Consequence);
    }

    [Fact]
    public void A_text_is_emptied_or_deleted()
    {
        _bench.Provider.Answers(200, MessageJson).Answers(204, "");

        Assert.IsType<Sent<MessageResource>.Ok>(_bench.Run(client => client.RedactMessageAsync(TwilioBench.MessageSid)));
        Assert.IsType<Sent<Done>.Ok>(_bench.Run(client => client.DeleteMessageAsync(TwilioBench.MessageSid)));

        Assert.Equal(["POST Body=", "DELETE "], _bench.Provider.Seen.Select(request => $"{request.Method} {request.Body}"));
        Assert.All(_bench.Provider.Seen, request => Assert.Equal($"{Base}/Messages/{TwilioBench.MessageSid}.json", request.Url));
    }

    [Fact]
    public void Deleting_what_is_gone_is_done_but_a_proxys_error_page_is_not()
    {
        _bench.Provider.Answers(404, """{"code":20404,"status":404}""").Answers(404, "<html>nginx</html>");

        Assert.IsType<Sent<Done>.Ok>(_bench.Run(client => client.DeleteRecordingAsync("RE1")));
        Assert.IsType<Sent<Done>.Refused>(_bench.Run(client => client.DeleteRecordingAsync("RE1")));
    }

    [Fact]
    public void A_recording_is_fetched_with_the_credentials_and_what_is_no_sound_is_none()
    {
        _bench.Provider.Answers(200, "sound", "audio/mpeg").Answers(404, """{"code":20404,"status":404}""").Answers(200, "<html>log in</html>", "text/html");

        Assert.Equal("sound"u8.ToArray(), Assert.IsType<Sent<byte[]>.Ok>(_bench.Run(client => client.FetchRecordingAsync("RE1"))).Value);
        Assert.Equal(FailureKind.Gone, Assert.IsType<Sent<byte[]>.Refused>(_bench.Run(client => client.FetchRecordingAsync("RE1"))).Failure.Kind);
        Assert.IsType<Sent<byte[]>.NotSent>(_bench.Run(client => client.FetchRecordingAsync("RE1")));

        var seen = _bench.Provider.Seen[0];
        Assert.Equal(("GET", $"{Base}/Recordings/RE1.mp3", "audio/mpeg"), (seen.Method, seen.Url, seen.Accept));
        Assert.StartsWith("Basic ", seen.Authorization, StringComparison.Ordinal);
    }

    [Fact]
    public void Texts_are_listed_and_fetched()
    {
        _bench.Provider.Answers(200, $$"""{"messages":[{"sid":"SM2","status":"undelivered","error_code":30006,"body":"b","date_sent":"Sun, 1 Mar 2026 12:00:00 +0000"}]}""").Answers(200, MessageJson);

        var listed = _bench.Run(client => client.ListMessagesAsync(new ListMessages { To = TwilioBench.Ana, SentFrom = _bench.Time.GetUtcNow() }));
        _bench.Run(client => client.FetchMessageAsync(TwilioBench.MessageSid));

        var message = Assert.Single(Assert.IsType<Sent<IReadOnlyList<MessageResource>>.Ok>(listed).Value);
        Assert.Equal((MessageStatus.Undelivered, 30006, "b", _bench.Time.GetUtcNow()), (message.Status, message.ErrorCode, message.Body, message.DateSent));
        Assert.Equal($"{Base}/Messages.json?To=%2B15551234567&DateSent%3E=2026-03-01T12%3A00%3A00Z&PageSize=50", _bench.Provider.Seen[0].Url);
    }

    [Fact]
    public void Rooms_are_found_by_name_and_ended()
    {
        _bench.Provider
            .Answers(200, """{"conferences":[{"sid":"CF1","friendly_name":"case-8f","status":"in-progress"},{"sid":"CF0","status":"init"}]}""")
            .Answers(200, """{"sid":"CF1","status":"completed","reason_conference_ended":"conference-ended-via-api"}""");

        var listed = _bench.Run(client => client.ListConferencesAsync("case-8f", ConferenceStatus.InProgress));
        var ended = _bench.Run(client => client.CompleteConferenceAsync("CF1"));

        Assert.Equal([ConferenceStatus.InProgress, ConferenceStatus.Init], Assert.IsType<Sent<IReadOnlyList<ConferenceResource>>.Ok>(listed).Value.Select(room => room.Status));
        Assert.Equal(ConferenceStatus.Completed, Assert.IsType<Sent<ConferenceResource>.Ok>(ended).Value.Status);
        Assert.Equal(
            [$"GET {Base}/Conferences.json?FriendlyName=case-8f&Status=in-progress&PageSize=20 ", $"POST {Base}/Conferences/CF1.json Status=completed"],
            _bench.Provider.Seen.Select(request => $"{request.Method} {request.Url} {request.Body}"));
    }

    [Fact]
    public void Participants_are_listed_changed_and_put_out()
    {
        _bench.Provider
            .Answers(200, """{"participants":[{"call_sid":"CA1","label":"caller","muted":false,"hold":"true","end_conference_on_exit":true,"status":"connected"}]}""")
            .Answers(200, """{"call_sid":"CA1","end_conference_on_exit":false}""")
            .Answers(204, "");

        var listed = _bench.Run(client => client.ListParticipantsAsync("CF1"));
        var changed = _bench.Run(client => client.UpdateParticipantAsync(
            "CF1", "CA1", new UpdateParticipant { EndConferenceOnExit = false, Muted = true, Hold = false, AnnounceUrl = "https://h/a" }));
        var kicked = _bench.Run(client => client.KickParticipantAsync("CF1", "CA1"));

        Assert.Equal(
            new ParticipantResource("CA1", null, "caller", false, true, null, true, "connected"),
            Assert.Single(Assert.IsType<Sent<IReadOnlyList<ParticipantResource>>.Ok>(listed).Value));
        Assert.False(Assert.IsType<Sent<ParticipantResource>.Ok>(changed).Value.EndConferenceOnExit);
        Assert.IsType<Sent<Done>.Ok>(kicked);
        Assert.Equal(
            [
                $"GET {Base}/Conferences/CF1/Participants.json?PageSize=50 ",
                $"POST {Base}/Conferences/CF1/Participants/CA1.json EndConferenceOnExit=false&Muted=true&Hold=false&AnnounceUrl=https%3A%2F%2Fh%2Fa",
                $"DELETE {Base}/Conferences/CF1/Participants/CA1.json ",
            ],
            _bench.Provider.Seen.Select(request => $"{request.Method} {request.Url} {request.Body}"));
    }

    [Fact]
    public void Own_numbers_are_listed_and_pointed_at_us_by_post()
    {
        _bench.Provider
            .Answers(200, """{"incoming_phone_numbers":[{"sid":"PN1","phone_number":"+15550001111","voice_url":"https://old","sms_url":null}]}""")
            .Answers(200, """{"sid":"PN1","voice_url":"https://h/api/voice"}""");

        var listed = _bench.Run(client => client.ListIncomingPhoneNumbersAsync(TwilioBench.Own));
        _bench.Run(client => client.UpdateIncomingPhoneNumberAsync(
            "PN1", new UpdateIncomingPhoneNumber { VoiceUrl = "https://h/v", VoiceFallbackUrl = "https://h/f", SmsUrl = "https://h/t", StatusCallback = "" }));

        Assert.Equal("https://old", Assert.Single(Assert.IsType<Sent<IReadOnlyList<IncomingPhoneNumberResource>>.Ok>(listed).Value).VoiceUrl);
        Assert.Equal($"{Base}/IncomingPhoneNumbers.json?PhoneNumber=%2B15550001111&PageSize=1000", _bench.Provider.Seen[0].Url);
        Assert.Equal(
            "VoiceUrl=https%3A%2F%2Fh%2Fv&VoiceMethod=POST&VoiceFallbackUrl=https%3A%2F%2Fh%2Ff&VoiceFallbackMethod=POST"
            + "&SmsUrl=https%3A%2F%2Fh%2Ft&SmsMethod=POST&StatusCallback=&StatusCallbackMethod=POST",
            _bench.Provider.Seen[1].Body);
    }

    [Fact]
    public void The_balance_is_read()
    {
        _bench.Provider.Answers(200, """{"account_sid":"AC1","balance":"0.05","currency":"USD"}""");

        Assert.Equal(new BalanceResource(0.05m, "USD"), Assert.IsType<Sent<BalanceResource>.Ok>(_bench.Run(client => client.FetchBalanceAsync())).Value);
        Assert.Equal(Base + "/Balance.json", Request.Url);
    }

    [Theory]
    [InlineData("../../Accounts/AC2")]
    [InlineData("CA1/../..")]
    [InlineData("CA1?x=1")]
    [InlineData("%2e%2e")]
    [InlineData("")]
    [InlineData(null)]
    public void A_sid_that_is_none_leads_to_no_other_resource(string? sid)
    {
        _bench.Provider.Answers(404, """{"code":20404,"status":404}""");

        _bench.Run(client => client.CompleteCallAsync(sid!));

        Assert.Equal(Base + "/Calls/-.json", Request.Url);
    }

    [Fact]
    public void No_number_body_url_or_secret_ever_reaches_the_log_or_a_text_form()
    {
        using var bench = new TwilioBench(options => options with { SecondaryAuthToken = "other-secret", ApiKeySid = "SK1", ApiKeySecret = "key-secret" });
        bench.Provider
            .Answers(400, $$"""{"code":21211,"message":"The number {{TwilioBench.Ana}} is not valid","status":400}""")
            .ResetsTheConnection()
            .Answers(500, TwilioBench.Ana)
            .Answers(200, $$"""{"calls":[{{TwilioBench.CallJson}}]}""")
            .Answers(201, TwilioBench.CallJson);
        var call = new CreateCall(TwilioBench.Ana, TwilioBench.Own, "https://h/answered?secret=1");
        var text = new CreateMessage(TwilioBench.Ana, "12 Main St") { From = TwilioBench.Own };

        var shown = new List<object?>
        {
            call, text, new ListCalls { To = TwilioBench.Ana }, new ListMessages { To = TwilioBench.Ana }, new TwilioOptions { AuthToken = "token-secret", Numbers = [TwilioBench.Own] },
            bench.Run(client => client.CreateCallAsync(call)),
            bench.Run(client => client.CreateMessageAsync(text)),
            bench.Run(client => client.CreateMessageAsync(text)),
            bench.Run(client => client.FindCallAsync(TwilioBench.Ana, bench.Time.GetUtcNow())),
            bench.Run(client => client.CreateCallAsync(call)),
            bench.Run(client => client.CreateCallAsync(call with { To = "911" })),
        };

        var lines = string.Join('\n', bench.Log.Lines.Concat(shown.Select(item => item?.ToString())));
        Assert.NotEmpty(bench.Log.Lines);
        Assert.All(["5551234567", "5550001111", "Main", "secret", "answered", "is not valid"], secret => Assert.DoesNotContain(secret, lines, StringComparison.Ordinal));
    }
}
