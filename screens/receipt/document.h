#pragma once
// What a receipt is made of lives with the services, which fill it.
#include "kiosk/service/receipt_document.h"
