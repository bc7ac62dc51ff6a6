"""
Runs MiniStack, ends it with the process that started it, and fixes where it differs from the documentation of AWS.
"""

import os
import re
import runpy
import signal
import sys
import threading
from urllib.parse import quote

import ministack.services.apigateway as gateway
import ministack.services.lambda_svc as functions


def end_with_parent():
    """Ends as soon as the standard input ends, also when the parent is killed. Its Node.js workers read theirs in the same way."""
    sys.stdin.buffer.read()
    os.kill(os.getpid(), signal.SIGTERM)


def keep_encoded_slashes():
    """
    An HTTP API matches the route before it decodes `%2F`; MiniStack afterwards. An unused character represents the slash
    until the route is found.
    """
    slash = '\ue000'
    decode, extract, invoke = gateway.decode_http_api_path, gateway._extract_path_params, gateway._invoke_lambda_proxy

    def restore(value):
        if isinstance(value, dict):
            return {name: restore(each) for name, each in value.items()}
        return value.replace(slash, '/') if isinstance(value, str) else value

    async def restored(*args, **named):
        return await invoke(*map(restore, args), **restore(named))

    gateway.decode_http_api_path = lambda path: decode(re.sub('%2f', quote(slash), path, flags=re.IGNORECASE))
    gateway._extract_path_params = lambda route, path: restore(extract(route, path))
    gateway._invoke_lambda_proxy = restored


def read_cors_of_templates():
    """Renames a template's CORS policy: it is kept under CloudFormation's names, and read under those of the service."""
    headers, preflight = gateway._cors_response_headers, gateway._cors_preflight_response

    def renamed(policy):
        return {name[0].lower() + name[1:]: value for name, value in (policy or {}).items()}

    gateway._cors_response_headers = lambda policy, origin: headers(renamed(policy), origin)
    gateway._cors_preflight_response = lambda policy, origin: preflight(renamed(policy), origin)


def retry_failed_changes():
    """
    A stream continues from the first change that a function reports as failed, not after the batch.
    https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html
    """
    execute = functions._execute_function

    def first_failed(records, body):
        failed = {failure.get('itemIdentifier') for failure in (body or {}).get('batchItemFailures', [])}
        numbers = [record.get('dynamodb', {}).get('SequenceNumber') for record in records]
        return min((index for index, number in enumerate(numbers) if number in failed), default=None)

    def executed(function, event, *args, **named):
        result = execute(function, event, *args, **named)
        records = event.get('Records', []) if isinstance(event, dict) else []
        if not records or records[0].get('eventSource') != 'aws:dynamodb' or result.get('error'):
            return result
        index = first_failed(records, result.get('body'))
        if index is None:
            return result
        for _, _, mapping in functions._iter_all_esms():
            if mapping.get('EventSourceArn') == records[0].get('eventSourceARN'):
                functions._dynamodb_stream_positions[mapping['UUID']] += index
        return {**result, 'error': True, 'body': {'errorType': 'BatchItemFailures'}}

    functions._execute_function = executed


threading.Thread(target=end_with_parent, daemon=True).start()
keep_encoded_slashes()
read_cors_of_templates()
retry_failed_changes()
runpy.run_module('ministack', run_name='__main__')
