#!/usr/bin/env php
<?php
// Creates, starts and joins a meeting and a webinar through a Countersign gateway, with PHP 8 or later alone.

final class Refused extends Exception
{
    public function __construct(public readonly array $problem)
    {
        parent::__construct($problem['detail']);
    }
}

function post(string $path, array $body = []): array
{
    $key = getenv('COUNTERSIGN_API_KEY');
    $answer = file_get_contents(getenv('COUNTERSIGN_URL') . $path, false, stream_context_create(['http' => [
        'method' => 'POST',
        'header' => "Content-Type: application/json\r\nAuthorization: Bearer $key",
        'content' => json_encode((object) $body),
        'ignore_errors' => true, // or the reason of a refusal would be thrown away
        'timeout' => 30,
    ]]));
    if ($answer === false) {
        throw new Exception('the gateway does not answer');
    }
    $answer = json_decode($answer, true, flags: JSON_THROW_ON_ERROR);
    return preg_match('/^HTTP\S+ 2/', $http_response_header[0]) ? $answer : throw new Refused($answer);
}

foreach (['meeting', 'webinar'] as $kind) {
    $number = post("/v1/{$kind}s", ['topic' => "A $kind from PHP"])['id'];
    $host = post("/v1/{$kind}s/$number/start", ['view' => 'component']);
    $ada = post("/v1/{$kind}s/$number/join", ['userName' => 'Ada Lovelace', 'userEmail' => 'ada@example.org']);
    echo "$kind $number\n";
    echo "  start: {$host['link']}\n";
    echo "  join:  {$ada['link']}\n";

    // For a page of your own: the answers hold all that join() of the Web SDK takes, and POST / signs as Zoom's sample does.
    ['signature' => $signature, 'sdkKey' => $sdkKey] = post('/', ['meetingNumber' => (string) $number, 'role' => 0]);
    echo '  a signature of ' . strlen($signature) . " characters by $sdkKey\n";
}

// What cannot be done is answered with the reason, in Zoom's own words where they are Zoom's.
try {
    post('/v1/meetings/123/join');
} catch (Refused $refused) {
    $problem = $refused->problem;
    $zoom = $problem['zoom'] ?? ['code' => '', 'message' => 'was not asked'];
    echo "nothing to join: {$problem['status']} {$problem['detail']} (Zoom: {$zoom['code']} {$zoom['message']})\n";
}
